using Google.Protobuf.WellKnownTypes;
using LocalEngine.Plugins;
using LocalEngine.Protocol;

namespace LocalEngine.Deployment;

/// <summary>What a provider found wrong with inputs, in the words of a real engine.</summary>
internal static class CheckFailures
{
    public static void ThrowIfAny(Checked check, Struct news)
    {
        if (check.Failures.Count > 0)
        {
            throw new EngineException(string.Join('\n', check.Failures.Select(f => f.Property.Length == 0
                ? f.Reason
                : $"property {f.Property} value {{{Shown.At(news, f.Property) ?? "absent"}}} has a problem: {f.Reason}")));
        }
    }
}

/// <summary>Told to a program that asks for more after the run has been stopped.</summary>
internal sealed class MonitorTerminatedException() : EngineException("the run has been stopped");
