namespace EcmEmulator.Errors;

/// <summary>The API refuses: becomes the <c>Error</c> of the answer.</summary>
public sealed class ApiErrorException(string code, string message) : Exception($"{code}: {message}")
{
    /// <summary>The API's error code, one of <see cref="ErrorCode"/> unless a fault made it up.</summary>
    public string Code { get; } = code;

    /// <summary>What the answer says, in English.</summary>
    public string ApiMessage { get; } = message;
}
