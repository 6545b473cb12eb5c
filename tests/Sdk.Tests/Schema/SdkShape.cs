using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Pulumi;
using Xunit;

namespace Sdk.Tests.Schema;

/// <summary>The shape that a compiled SDK offers, read by reflection and, for secrets and defaults, by trying.</summary>
public sealed class SdkShape
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Assembly _assembly;
    private readonly Shape _shape = new();
    private readonly HashSet<Type> _seen = [];
    private readonly NullabilityInfoContext _nullability = new();

    private SdkShape(Assembly assembly) => _assembly = assembly;

    /// <summary>Reads the SDK. Public types that are no part of what a schema declares are listed too.</summary>
    public static Shape Of(Assembly assembly)
    {
        var reader = new SdkShape(assembly);
        reader.Read();
        return reader._shape;
    }

    private void Read()
    {
        using var version = new StreamReader(_assembly.GetManifestResourceStream("Pulumi.Ecm.version.txt")!);
        _shape.Add("version", version.ReadToEnd().Trim());
        foreach (var type in _assembly.GetExportedTypes())
        {
            if (type.IsSubclassOf(typeof(ProviderResource)))
            {
                _seen.Add(type);
                AddInputs("provider input", Named($"{type.Name}Args"), SecretOutputs(type));
            }
            else if (type.IsSubclassOf(typeof(CustomResource)))
            {
                AddResource(type);
            }
            else if (type is { IsAbstract: true, IsSealed: true, Namespace: "Pulumi.Ecm", Name: not "Config", IsNested: false })
            {
                AddFunction(type);
            }
        }

        foreach (var type in _assembly.GetExportedTypes().Where(type => !_seen.Contains(type)))
        {
            AddType(type);
        }
    }

    private void AddResource(Type type)
    {
        _seen.Add(type);
        var token = type.GetCustomAttribute<ResourceTypeAttribute>()!.Type;
        var secret = SecretOutputs(type);
        _shape.Add($"resource {token}", "resource");
        AddInputs($"resource {token} input", Named($"{type.Name}Args"), []);
        foreach (var property in type.GetProperties(Own))
        {
            var name = property.GetCustomAttribute<OutputAttribute>()!.Name!;
            var nullability = _nullability.Create(property).GenericTypeArguments[0];
            AddMember($"resource {token} output {name}", nullability, isSecret: secret.Contains(name));
        }
    }

    private void AddFunction(Type type)
    {
        _seen.Add(type);
        var tokens = type.GetMethods(Own | BindingFlags.Static).SelectMany(Literals).Distinct().ToList();
        var token = Assert.Single(tokens);
        _shape.Add($"function {token}", "function");
        AddInputs($"function {token} input", Named($"{type.Name}InvokeArgs"), []);
        AddInputs($"function {token} plain input", Named($"{type.Name}Args"), []);
        AddObject($"function {token} result", Named($"{type.Name}Result"));
    }

    private void AddType(Type type)
    {
        switch (type.Namespace)
        {
            case "Pulumi.Ecm.Inputs" when type.IsSubclassOf(typeof(ResourceArgs)):
                _shape.Add($"type {Word(type)} as input", "type");
                AddInputs($"type {Word(type)} as input", type, []);
                break;
            case "Pulumi.Ecm.Inputs" when type.IsSubclassOf(typeof(InvokeArgs)):
                _shape.Add($"type {Word(type)} as plain input", "type");
                AddInputs($"type {Word(type)} as plain input", type, []);
                break;
            case "Pulumi.Ecm.Outputs" when type.GetCustomAttribute<OutputTypeAttribute>() is not null:
                _shape.Add($"type {type.Name} as output", "type");
                AddObject($"type {type.Name} as output", type);
                break;
            case "Pulumi.Ecm" when type is { Name: "Config", IsNested: false }:
                AddProperties("config", type);
                break;
            case "Pulumi.Ecm" when type.DeclaringType?.Name == "Types":
                _shape.Add($"type {type.Name} as configuration", "type");
                AddProperties($"type {type.Name} as configuration", type);
                break;
            case "Pulumi.Ecm" when type is { Name: "Types", DeclaringType.Name: "Config" }:
                break;
            default:
                _shape.Add($"public type {type.FullName}", "besides what a schema declares");
                break;
        }
    }

    /// <summary>Arguments: the members marked as inputs, which are properties, or fields behind properties.</summary>
    private void AddInputs(string path, Type args, ImmutableHashSet<string> alsoSecret)
    {
        _seen.Add(args);
        var isPlain = args.IsSubclassOf(typeof(InvokeArgs)) && !args.Name.EndsWith("InvokeArgs", StringComparison.Ordinal);
        var properties = args.GetProperties(Own).ToHashSet();
        foreach (var member in args.GetMembers(Own))
        {
            var attribute = member.CustomAttributes.FirstOrDefault(data => data.AttributeType == typeof(InputAttribute));
            if (attribute is null)
            {
                continue;
            }

            var (name, isRequired, isJson) = (
                (string)attribute.ConstructorArguments[0].Value!,
                (bool)attribute.ConstructorArguments[1].Value!,
                (bool)attribute.ConstructorArguments[2].Value!);
            var property = args.GetProperty(Pascal(member.Name.TrimStart('_')), Own)!;
            properties.Remove(property);
            _shape.Add($"{path} {name}", new Member(
                (isJson ? "JSON of " : "") + InputWord(property, isPlain),
                isRequired,
                isPlain ? null : alsoSecret.Contains(name) || InputProbe.MakesSecrets(args, property),
                member is FieldInfo ? null : InputProbe.Default(args, property)));
        }

        foreach (var property in properties)
        {
            _shape.Add($"{path} {property.Name}", "a property that is never sent");
        }
    }

    /// <summary>Results and output types: the constructor's parameters, each with its field.</summary>
    private void AddObject(string path, Type type)
    {
        _seen.Add(type);
        var constructor = Assert.Single(type.GetConstructors(Own), made => made.GetCustomAttribute<OutputConstructorAttribute>() is not null);
        var fields = type.GetFields(Own).ToDictionary(field => field.Name);
        foreach (var parameter in constructor.GetParameters())
        {
            var name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;
            AddMember($"{path} {name}", _nullability.Create(parameter), isSecret: null);
            if (!fields.Remove(Pascal(name), out var field) || field.FieldType != parameter.ParameterType)
            {
                _shape.Add($"{path} {name} field", "no field of the same type");
            }
        }

        foreach (var field in fields.Keys)
        {
            _shape.Add($"{path} {field}", "a field that is never set");
        }
    }

    private void AddProperties(string path, Type type)
    {
        _seen.Add(type);
        foreach (var property in type.GetProperties(Own | BindingFlags.Static).Where(property => property.GetMethod!.IsPublic))
        {
            AddMember($"{path} {Camel(property.Name)}", _nullability.Create(property), isSecret: null);
        }
    }

    private void AddMember(string path, NullabilityInfo info, bool? isSecret)
    {
        var isOptional = info.ReadState == NullabilityState.Nullable || Nullable.GetUnderlyingType(info.Type) is not null;
        _shape.Add(path, new Member(Word(info.Type), IsList(info.Type) ? null : !isOptional, isSecret));
    }

    private static ImmutableHashSet<string> SecretOutputs(Type resource)
    {
        var make = resource.GetMethod("MakeResourceOptions", BindingFlags.NonPublic | BindingFlags.Static)!;
        var options = (CustomResourceOptions)make.Invoke(null, [null, null])!;
        return [.. options.AdditionalSecretOutputs];
    }

    private Type Named(string name) => _assembly.GetType($"Pulumi.Ecm.{name}", throwOnError: true)!;

    private static string InputWord(PropertyInfo property, bool isPlain)
    {
        var type = property.PropertyType;
        if (isPlain)
        {
            return Word(type);
        }

        return type.GetGenericTypeDefinition() == typeof(Input<>) ? Word(type.GenericTypeArguments[0])
            : type.GetGenericTypeDefinition() == typeof(InputList<>) ? $"list of {Word(type.GenericTypeArguments[0])}"
            : type.GetGenericTypeDefinition() == typeof(InputMap<>) ? $"map of {Word(type.GenericTypeArguments[0])}"
            : $"{type.Name}, which is no input";
    }

    private static string Word(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => "string",
            _ when type == typeof(int) => "integer",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(double) => "number",
            _ when IsList(type) => $"list of {Word(type.GenericTypeArguments[0])}",
            { IsGenericType: true } => $"map of {Word(type.GenericTypeArguments[^1])}",
            { Namespace: "Pulumi.Ecm.Inputs" } when type.Name.EndsWith("Args", StringComparison.Ordinal) => type.Name[..^"Args".Length],
            _ => type.Name,
        };
    }

    private static bool IsList(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) || type.GetGenericTypeDefinition() == typeof(List<>));

    /// <summary>The texts that a method's code loads: the token it calls among them.</summary>
    private static IEnumerable<string> Literals(MethodInfo method)
    {
        const byte LoadString = 0x72;
        const byte StringTable = 0x70;
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at + 4 < code.Length; at++)
        {
            if (code[at] == LoadString && code[at + 4] == StringTable)
            {
                yield return method.Module.ResolveString(BitConverter.ToInt32(code, at + 1));
            }
        }
    }

    private static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
