namespace Pulumi
{
    /// <summary>Marks a property that the engine fills with a resource's output.</summary>
    [AttributeUsage(AttributeTargets.Property)]
    public sealed class OutputAttribute(string? name = null) : Attribute
    {
        /// <summary>The name on the wire; none: the property's own.</summary>
        public string? Name { get; } = name;
    }

    /// <summary>Marks a property or field that is sent to the engine as an input.</summary>
    [AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
    public sealed class InputAttribute(string name, bool required = false, bool json = false) : Attribute
    {
        internal string Name { get; } = name;

        internal bool IsRequired { get; } = required;

        /// <summary>Whether the value travels as JSON text, as provider configuration does.</summary>
        internal bool Json { get; } = json;
    }

    /// <summary>Marks a class that values from the engine are made into, by the constructor marked <see cref="OutputConstructorAttribute"/>.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
    public sealed class OutputTypeAttribute : Attribute;

    /// <summary>Marks the constructor of an output type: its parameters are named like the properties.</summary>
    [AttributeUsage(AttributeTargets.Constructor)]
    public sealed class OutputConstructorAttribute : Attribute;

    /// <summary>Names the property that a constructor's parameter takes, where it differs from the parameter's name.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class OutputConstructorParameterAttribute(string name) : Attribute
    {
        /// <summary>The property's name on the wire.</summary>
        public string Name { get; } = name;
    }

    /// <summary>Tells which resource type a class stands for.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public class ResourceTypeAttribute(string type, string? version) : Attribute
    {
        /// <summary>The type's token, such as <c>ecm:index:EipAssociation</c>.</summary>
        public string Type { get; } = type;

        /// <summary>The version of the SDK; none: any.</summary>
        public string? Version { get; } = version;
    }
}

namespace Pulumi.Serialization
{
    /// <summary>The keys and marks that set values which are more than JSON apart, on the wire.</summary>
    internal static class Wire
    {
        public const string SignatureKey = "4dabf18193072939515e22adb298388d";
        public const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";
        public const string OutputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
        public const string ResourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
        public const string AssetSignature = "c44067f5952c0a294b673a41bacd8c17";
        public const string ArchiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
        public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        public const string Value = "value";
        public const string Secret = "secret";
        public const string Dependencies = "dependencies";
        public const string Urn = "urn";
        public const string Id = "id";
        public const string PackageVersion = "packageVersion";
    }
}
