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

    public static TheoryData<string> Stacks => [.. All];

    public static TheoryData<string> YamlStacks => [.. All.Where(IsYaml)];

    private static IEnumerable<string> All => Directory.GetDirectories(Examples)
        .Where(folder => File.Exists(Path.Combine(folder, "Pulumi.yaml")))
        .Select(folder => Path.GetFileName(folder)!);

    [Theory]
    [MemberData(nameof(Stacks))]
    public void EveryExampleNamesItsRuntimeAndTheFolderOfTheBuiltPlugin(string example)
    {
        var project = Read(example, "Pulumi.yaml");

        Assert.Equal($"ecm-{example}", project["name"]!.GetValue<string>());
        Assert.Equal(IsYaml(example) ? "yaml" : "dotnet", project["runtime"]!.GetValue<string>());
        var provider = Assert.Single(project["plugins"]!["providers"]!.AsArray())!;
        Assert.Equal(("ecm", "../../bin"), (provider["name"]!.GetValue<string>(), provider["path"]!.GetValue<string>()));
        Assert.Equal("ap-xian-ecm", Read(example, "Pulumi.dev.yaml")["config"]!["ecm:ecmRegion"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(YamlStacks))]
    public void TheYamlProgramsUseOnlyWhatTheSchemaDeclares(string example)
    {
        var (program, schema) = (Read(example, "Pulumi.yaml"), Schema());
        var values = program["config"]!.AsObject().Select(variable => variable.Key).ToHashSet();
        foreach (var (name, resource) in program["resources"]!.AsObject())
        {
            var type = resource!["type"]!.GetValue<string>();
            var declared = type == "pulumi:providers:ecm" ? schema["provider"]! : schema["resources"]![type]!;
            Assert.All(resource["properties"]!.AsObject(), input => Assert.NotNull(declared["inputProperties"]![input.Key]));
            Assert.All(declared["requiredInputs"]?.AsArray() ?? [], input => Assert.NotNull(resource["properties"]![input!.GetValue<string>()]));
            values.Add(name);
            values.UnionWith((declared["properties"]?.AsObject() ?? []).Select(output => $"{name}.{output.Key}"));
        }

        foreach (var (name, variable) in program["variables"]?.AsObject() ?? [])
        {
            var call = variable!["fn::invoke"]!;
            var declared = schema["functions"]![call["function"]!.GetValue<string>()]!;
            Assert.All(call["arguments"]!.AsObject(), argument => Assert.NotNull(declared["inputs"]!["properties"]![argument.Key]));
            values.UnionWith(Paths(name, declared["outputs"]!, schema));
        }

        var used = References().Matches(program.ToJsonString()).Select(match => Index().Replace(match.Groups[1].Value, "[]")).ToList();
        Assert.NotEmpty(used);
        Assert.Subset(values, used.ToHashSet());
    }

    // All that can be named of a value: its properties, and those of the elements of its lists.
    private static IEnumerable<string> Paths(string prefix, JsonNode type, JsonNode schema) =>
        type["$ref"]?.GetValue<string>() is { } reference ? Paths(prefix, schema["types"]![reference["#/types/".Length..]]!, schema)
        : type["items"] is { } items ? [prefix, .. Paths($"{prefix}[]", items, schema)]
        : type["properties"] is { } properties ? properties.AsObject().SelectMany(one => Paths($"{prefix}.{one.Key}", one.Value!, schema))
        : [prefix];

    private static bool IsYaml(string example) => example.EndsWith("-yaml", StringComparison.Ordinal);

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

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex References();

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
