using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>The stack's configuration under one namespace; the project's name when none is given.</summary>
public sealed class Config
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web);

    private readonly string _name;

    /// <summary>The configuration under this namespace; none: the project's.</summary>
    public Config(string? name = null)
    {
        name ??= Deployment.Instance.ProjectName;
        _name = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    /// <summary>The text; null where it is not set.</summary>
    public string? Get(string key) => Deployment.Required.Settings.Config.GetValueOrDefault(FullKey(key));

    /// <summary>The text as a secret; null where it is not set.</summary>
    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>The boolean; null where it is not set.</summary>
    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw new ConfigTypeException(FullKey(key), "\"true\" or \"false\""),
    };

    /// <summary>The boolean as a secret; null where it is not set.</summary>
    public Output<bool>? GetSecretBoolean(string key) => GetBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>The whole number; null where it is not set.</summary>
    public int? GetInt32(string key) =>
        Get(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value
        : throw new ConfigTypeException(FullKey(key), "a whole number");

    /// <summary>The whole number as a secret; null where it is not set.</summary>
    public Output<int>? GetSecretInt32(string key) => GetInt32(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>The number; null where it is not set.</summary>
    public double? GetDouble(string key) =>
        Get(key) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
        : throw new ConfigTypeException(FullKey(key), "a number");

    /// <summary>The number as a secret; null where it is not set.</summary>
    public Output<double>? GetSecretDouble(string key) => GetDouble(key) is { } value ? Output.CreateSecret(value) : null;

    /// <summary>The object; the type's default where it is not set.</summary>
    public T? GetObject<T>(string key) => GetObject<T>(key, Lenient);

    /// <summary>The object; the type's default where it is not set.</summary>
    public T? GetObject<T>(string key, JsonSerializerOptions options)
    {
        if (Get(key) is not { } json)
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(json, options);
        }
        catch (JsonException)
        {
            // The cause is left out: it can quote the value, which may be a secret.
            throw new ConfigTypeException(FullKey(key), $"JSON of a {typeof(T).Name}");
        }
    }

    /// <summary>The object as a secret; null where it is not set.</summary>
    public Output<T>? GetSecretObject<T>(string key) => Get(key) is null ? null : Output.CreateSecret(GetObject<T>(key)!);

    /// <summary>The text; an error where it is not set.</summary>
    public string Require(string key) => Get(key) ?? throw new ConfigMissingException(FullKey(key));

    /// <summary>The text as a secret; an error where it is not set.</summary>
    public Output<string> RequireSecret(string key) => GetSecret(key) ?? throw new ConfigMissingException(FullKey(key), isSecret: true);

    /// <summary>The boolean; an error where it is not set.</summary>
    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw new ConfigMissingException(FullKey(key));

    /// <summary>The boolean as a secret; an error where it is not set.</summary>
    public Output<bool> RequireSecretBoolean(string key) =>
        GetSecretBoolean(key) ?? throw new ConfigMissingException(FullKey(key), isSecret: true);

    /// <summary>The whole number; an error where it is not set.</summary>
    public int RequireInt32(string key) => GetInt32(key) ?? throw new ConfigMissingException(FullKey(key));

    /// <summary>The whole number as a secret; an error where it is not set.</summary>
    public Output<int> RequireSecretInt32(string key) =>
        GetSecretInt32(key) ?? throw new ConfigMissingException(FullKey(key), isSecret: true);

    /// <summary>The number; an error where it is not set.</summary>
    public double RequireDouble(string key) => GetDouble(key) ?? throw new ConfigMissingException(FullKey(key));

    /// <summary>The number as a secret; an error where it is not set.</summary>
    public Output<double> RequireSecretDouble(string key) =>
        GetSecretDouble(key) ?? throw new ConfigMissingException(FullKey(key), isSecret: true);

    /// <summary>The object; an error where it is not set.</summary>
    public T RequireObject<T>(string key) => Get(key) is null ? throw new ConfigMissingException(FullKey(key)) : GetObject<T>(key)!;

    /// <summary>The object as a secret; an error where it is not set.</summary>
    public Output<T> RequireSecretObject<T>(string key) =>
        GetSecretObject<T>(key) ?? throw new ConfigMissingException(FullKey(key), isSecret: true);

    private string FullKey(string key) => $"{_name}:{key}";
}
