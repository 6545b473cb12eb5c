using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.Serialization;

namespace Sdk.Tests.Schema;

/// <summary>The examples' project files name only what there is.</summary>
public sealed partial class ExampleProjectTests
{
    private static readonly string Examples = typeof(ExampleProjectTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Examples").Value!;

    [Theory]
    [InlineData("instance", "dotnet")]
    [InlineData("network-interface", "dotnet")]
    [InlineData("looked-up-private-ip", "dotnet")]
    [InlineData("instance-yaml", "yaml")]
    [InlineData("network-interface-yaml", "yaml")]
    [InlineData("looked-up-private-ip-yaml", "yaml")]
    public void EveryExampleNamesItsRuntimeAndTheFolderOfTheBuiltPlugin(string example, string runtime)
    {
        var project = Read(example, "Pulumi.yaml");

        Assert.Equal(runtime, project["runtime"]!.GetValue<string>());
        var provider = Assert.Single(project["plugins"]!["providers"]!.AsArray())!;
        Assert.Equal(("ecm", "../../bin"), (provider["name"]!.GetValue<string>(), provider["path"]!.GetValue<string>()));
        Assert.Equal("ap-xian-ecm", Read(example, "Pulumi.dev.yaml")["config"]!["ecm:ecmRegion"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("instance-yaml")]
    [InlineData("network-interface-yaml")]
    [InlineData("looked-up-private-ip-yaml")]
    public void TheYamlProgramsUseOnlyWhatTheSchemaDeclares(string example)
    {
        var (program, schema) = (Read(example, "Pulumi.yaml"), Schema());
        var values = program["config"]!.AsObject().Select(variable => variable.Key).ToHashSet();
        foreach (var (name, resource) in program["resources"]!.AsObject())
        {
            var declared = schema["resources"]![resource!["type"]!.GetValue<string>()]!;
            Assert.All(resource["properties"]!.AsObject(), input => Assert.NotNull(declared["inputProperties"]![input.Key]));
            Assert.All(declared["requiredInputs"]!.AsArray(), input => Assert.NotNull(resource["properties"]![input!.GetValue<string>()]));
            values.UnionWith(declared["properties"]!.AsObject().Select(output => $"{name}.{output.Key}"));
        }

        foreach (var (name, variable) in program["variables"]?.AsObject() ?? [])
        {
            var call = variable!["fn::invoke"]!;
            var declared = schema["functions"]![call["function"]!.GetValue<string>()]!;
            Assert.All(call["arguments"]!.AsObject(), argument => Assert.NotNull(declared["inputs"]!["properties"]![argument.Key]));
            values.UnionWith(declared["outputs"]!["properties"]!.AsObject().Select(result => $"{name}.{result.Key}"));
        }

        var used = References().Matches(program.ToJsonString()).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(used);
        Assert.Subset(values, used.ToHashSet());
    }

    private static JsonNode Read(string example, string file)
    {
        var yaml = new DeserializerBuilder().Build().Deserialize<object>(File.ReadAllText(Path.Combine(Examples, example, file)));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(yaml))!;
    }

    private static JsonNode Schema()
    {
        using var stream = typeof(ExampleProjectTests).Assembly.GetManifestResourceStream("schema.json")!;
        return JsonNode.Parse(stream)!;
    }

    // What is referred to, down to one of its properties: ${name.property[0].…}.
    [GeneratedRegex(@"\$\{([^}.\[]+(?:\.[^}.\[]+)?)[^}]*\}")]
    private static partial Regex References();
}
