namespace EcmProvider.Resources.Failures;

/// <summary>What holds an EIP or a target now.</summary>
/// <param name="Told">It, in a sentence.</param>
/// <param name="AddressId">The EIP that is in the way; null when there is none, or it is not known.</param>
public sealed record Holding(string Told, string? AddressId = null);
