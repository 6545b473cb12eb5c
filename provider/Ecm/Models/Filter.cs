namespace EcmProvider.Ecm.Models;

/// <summary>A filter of a list: what has any of the values passes; at most 10 filters of at most 5 values each.</summary>
public sealed record Filter(string Name, IReadOnlyList<string> Values);
