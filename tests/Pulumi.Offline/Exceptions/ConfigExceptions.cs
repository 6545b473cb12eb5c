namespace Pulumi;

/// <summary>A configuration value that the program needs is not set.</summary>
internal sealed class ConfigMissingException(string key, bool isSecret = false) : RunException(
    $"The configuration value \"{key}\" is required but not set. Set it: pulumi config set {(isSecret ? "--secret " : "")}{key} VALUE");

/// <summary>A configuration value is not what the program expects; the value is left out, as it may be a secret.</summary>
internal sealed class ConfigTypeException(string key, string expected) : RunException(
    $"The configuration value \"{key}\" is not {expected}. Change it: pulumi config set {key} VALUE");
