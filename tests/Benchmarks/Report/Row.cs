namespace Benchmarks.Report;

/// <summary>One line of the table.</summary>
/// <param name="Figure">What is measured.</param>
/// <param name="Measured">What came out, with its unit.</param>
/// <param name="Bound">What it is held against; empty for a figure that stands for comparison only.</param>
/// <param name="Ratio">Measured against the bound of the ratio's own kind; null where there is none.</param>
/// <param name="Holds">Whether the bound holds; null without one.</param>
/// <param name="Notes">Calls, and what else helps to understand it.</param>
internal sealed record Row(string Figure, string Measured, string Bound = "", double? Ratio = null, bool? Holds = null, string Notes = "");
