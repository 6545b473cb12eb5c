namespace EcmProvider.Ecm.Models;

/// <summary>A part of a list of EIPs: what one request shows of it.</summary>
/// <param name="Addresses">The EIPs, at most 100.</param>
/// <param name="NextOffset">Where the next part begins; null when this is the last.</param>
public sealed record AddressSlice(IReadOnlyList<Address> Addresses, int? NextOffset);
