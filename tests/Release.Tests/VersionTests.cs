using System.Text.RegularExpressions;
using Xunit;

namespace Release.Tests;

/// <summary>One version is written in several places: plugin, schema and SDK are released together.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData("provider/schema.json", "\"version\": \"(.*?)\"")]
    [InlineData("sdk/dotnet/Pulumi.Ecm.csproj", "<Version>(.*)</Version>")]
    [InlineData("sdk/dotnet/version.txt", "(.*)")]
    [InlineData("sdk/dotnet/pulumi-plugin.json", "\"version\": \"(.*?)\"")]
    public void SchemaAndSdkHaveTheVersionOfThePlugin(string file, string pattern) =>
        Assert.Equal(Repository.Version, Regex.Match(Repository.Read(file), pattern).Groups[1].Value);
}
