using Grpc.Core;

namespace EcmProvider.Tests.Messages;

/// <summary>The error codes that the API's documentation lists (<c>error-codes.txt</c>).</summary>
internal static class CodeList
{
    /// <summary>All codes, by the section that lists them first, with the gRPC code each becomes.</summary>
    public static IReadOnlyList<(string Section, string Code, StatusCode Grpc)> All { get; } = Read().DistinctBy(entry => entry.Code).ToList();

    /// <summary>The codes of a section.</summary>
    public static IEnumerable<string> Of(string section) => Read().Where(entry => entry.Section == section).Select(entry => entry.Code);

    private static IEnumerable<(string Section, string Code, StatusCode Grpc)> Read()
    {
        var section = string.Empty;
        foreach (var line in File.ReadLines(Path.Combine(Golden.Folder, "..", "error-codes.txt")).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
                continue;
            }

            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            yield return (section, words[0], Enum.Parse<StatusCode>(words[1]));
        }
    }
}
