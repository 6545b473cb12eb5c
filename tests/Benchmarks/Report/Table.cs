using System.Globalization;
using System.Text;

namespace Benchmarks.Report;

/// <summary>The table, as Markdown: ratios first.</summary>
internal static class Table
{
    private const string Header = "| | ratio | figure | measured | bound | calls and notes |\n|---|---:|---|---:|---:|---|";

    /// <summary>The lines of some rows.</summary>
    public static string Of(IEnumerable<Row> rows, bool header = true)
    {
        var text = new StringBuilder(header ? Header + "\n" : string.Empty);
        foreach (var row in rows)
        {
            var ratio = row.Ratio?.ToString("0.000", CultureInfo.InvariantCulture);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {Mark(row)} | {ratio} | {row.Figure} | {row.Measured} | {row.Bound} | {row.Notes} |");
        }

        return text.ToString();
    }

    private static string Mark(Row row) => row.Holds switch
    {
        true => "ok",
        false => "**over**",
        null => string.Empty,
    };
}
