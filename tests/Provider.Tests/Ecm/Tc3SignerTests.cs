using System.Text;
using System.Text.Json;
using EcmProvider.Credentials;
using EcmProvider.Ecm.Http;
using Xunit;

namespace EcmProvider.Tests.Ecm;

/// <summary>The signer against requests that an official SDK has signed.</summary>
public class Tc3SignerTests
{
    public static TheoryData<string> Names => [.. Vectors().Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void SignsAsTheOfficialSdkDoes(string name)
    {
        var vector = Vectors().Single(candidate => candidate.GetProperty("name").GetString() == name);
        var expected = vector.GetProperty("headers").EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!);
        expected.TryGetValue("X-TC-Region", out var region);

        var headers = Tc3Signer.Headers(
            new Tc3Request(
                vector.GetProperty("service").GetString()!,
                expected["X-TC-Version"],
                region,
                expected["Host"],
                expected["X-TC-Action"],
                vector.GetProperty("timestamp").GetInt64(),
                Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!)),
            new TencentCredentials(
                vector.GetProperty("secretId").GetString()!,
                vector.GetProperty("secretKey").GetString()!,
                vector.GetProperty("token").GetString()));

        var actual = headers.ToDictionary(header => header.Key, header => header.Value);
        actual.Add("Host", expected["Host"]);
        actual.Add("Content-Type", Tc3Signer.ContentType);
        Assert.Equal(expected.OrderBy(header => header.Key), actual.OrderBy(header => header.Key));
    }

    [Fact]
    public void ThereAreElevenVectors() => Assert.Equal(11, Names.Count);

    [Fact]
    public void AKeyShowsNothingOfItself()
    {
        var shown = new TencentCredentials("id-of-the-key", "the-key", "the-token").ToString();

        Assert.DoesNotContain("the-", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("id-", shown, StringComparison.Ordinal);
    }

    private static JsonElement[] Vectors()
    {
        using var file = typeof(Tc3SignerTests).Assembly.GetManifestResourceStream("tc3-vectors.json")!;
        return [.. JsonDocument.Parse(file).RootElement.GetProperty("vectors").EnumerateArray()];
    }
}
