using EcmProvider.Configuration;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources.Failures;
using EcmProvider.Resources.Running;
using Grpc.Core;

namespace EcmProvider.Protocol;

/// <summary>
/// The one wrapper around all calls: timeouts, cancellation, what exceptions become, and that no secret gets out.
/// </summary>
internal sealed class Operations(Session session)
{
    // Longer than any update, and short enough for a timer.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Runs a call that waits.</summary>
    /// <param name="urn">The resource.</param>
    /// <param name="timeoutSeconds">The engine's timeout; 0: the provider's default.</param>
    /// <param name="context">The gRPC call.</param>
    /// <param name="secretsIn">Properties whose secrets must not be shown.</param>
    /// <param name="body">What to do.</param>
    public async Task<T> RunAsync<T>(
        string urn, double timeoutSeconds, ServerCallContext context, PropertyMap[] secretsIn, Func<Operation, Task<T>> body)
    {
        var given = Given(secretsIn);
        var log = new ScrubbedLog(session.Engine, () => NewScrubber(given));
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(session.Cancelled, context.CancellationToken);
        try
        {
            using var operation = new Operation(urn, TimeoutOf(timeoutSeconds), session.Environment.Clock, log, cancelled.Token);
            using var inFlight = session.InFlight.Add(operation);
            try
            {
                return await body(operation);
            }
            catch (OperationCanceledException) when (operation.Token.IsCancellationRequested)
            {
                throw new ProviderException(operation.StopKind, $"{MethodOf(context)} was stopped: {operation.StopReason}.", "Run it again.");
            }
        }
        catch (Exception e)
        {
            throw ToRpc(e, context, given);
        }
        finally
        {
            if (session.Engine is { } engine && log.HasLogged)
            {
                // Who ends is waited for: the answer matters more than the last line.
                await engine.FlushAsync(session.Cancelled.IsCancellationRequested ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(5));
            }
        }
    }

    /// <summary>Runs a call that does not wait: there is nothing to time, to cancel or to show.</summary>
    /// <param name="context">The gRPC call.</param>
    /// <param name="secretsIn">Properties whose secrets must not be shown.</param>
    /// <param name="body">What to do.</param>
    public Task<T> Run<T>(ServerCallContext context, PropertyMap[] secretsIn, Func<T> body)
    {
        var given = Given(secretsIn);
        try
        {
            return Task.FromResult(body());
        }
        catch (Exception e)
        {
            return Task.FromException<T>(ToRpc(e, context, given));
        }
    }

    /// <summary>Whether answers ask the engine to read the association before every update.</summary>
    public bool RefreshBeforeUpdate =>
        session.EngineRefreshesBeforeUpdate && (session.Current?.Configuration.DetectDrift ?? false);

    private static string MethodOf(ServerCallContext context) => context.Method[(context.Method.LastIndexOf('/') + 1)..];

    private static TimeSpan TimeoutOf(double seconds) =>
        seconds > 0 ? seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest : Pace.DefaultTimeout;

    private string[] Given(PropertyMap[] secretsIn)
    {
        string[] given = [.. secretsIn.SelectMany(SecretScan.SecretTexts)];
        session.SecretInputs.Add(given);
        return given;
    }

    private RpcException ToRpc(Exception exception, ServerCallContext context, string[] given) =>
        Failures.ToRpc(exception, MethodOf(context), NewScrubber(given), RefreshBeforeUpdate);

    // Made anew for every text: a temporary key may have come since the last one.
    private Scrubber NewScrubber(string[] given) =>
        new(given.Concat(session.Secrets).SelectMany(SecretForms.Of).Concat(session.SecretInputs.All).Distinct());

    private sealed class ScrubbedLog(EngineLog? engine, Func<Scrubber> newScrubber) : IEngineLog
    {
        public bool HasLogged { get; private set; }

        public void Log(Severity severity, string urn, string message, bool ephemeral = false)
        {
            HasLogged = true;
            engine?.Log(severity, urn, newScrubber().Fit(message), ephemeral);
        }
    }
}
