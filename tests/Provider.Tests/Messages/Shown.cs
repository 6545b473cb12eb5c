using System.Text;
using System.Text.RegularExpressions;
using EcmProvider.Tests.Support;
using Pulumirpc;

namespace EcmProvider.Tests.Messages;

/// <summary>What a user sees of a call, as text: the gRPC code, the message, the reasons of a partial answer, and the lines that stay.</summary>
internal static partial class Shown
{
    /// <summary>A call's outcome.</summary>
    public static string Of(Outcome outcome, TestProvider provider)
    {
        var text = new StringBuilder($"{outcome.Code}\n");
        if (outcome.Partial is { } partial)
        {
            // The engine shows these in the place of the message.
            text.Append($"keeps {partial.Id}\n\n").AppendJoin('\n', partial.Reasons.Select(reason => $"- {reason}")).Append('\n');
        }
        else if (outcome.Message.Length > 0)
        {
            text.Append('\n').Append(outcome.Message).Append('\n');
        }

        if (provider.Engine.Messages is { Count: > 0 } lines)
        {
            text.Append('\n').AppendJoin('\n', lines).Append('\n');
        }

        return Steady(text.ToString());
    }

    /// <summary>Check's failures.</summary>
    public static string Of(CheckResponse response) => response.Failures.Count == 0
        ? "no failures\n"
        : string.Concat(response.Failures.Select(failure => $"{failure.Property}: {failure.Reason}\n"));

    // What differs from run to run.
    private static string Steady(string text) => Port().Replace(RequestId().Replace(text, "<request id>"), "127.0.0.1:<port>");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex RequestId();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Port();
}
