namespace EcmEmulator.Requests;

/// <summary>A parameter that an action takes.</summary>
internal sealed record ParameterSpec(string Name, ParameterType Type, bool Required = false)
{
    public static readonly ParameterSpec EcmRegion = new("EcmRegion", ParameterType.Text, Required: true);

    public static readonly ParameterSpec AddressId = new("AddressId", ParameterType.Text, Required: true);
}

/// <summary>The JSON types that parameters have.</summary>
internal enum ParameterType
{
    Text,
    Integer,
    Flag,
    Texts,
    Filters,
    Tags,
}
