using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EcmProvider.Credentials;
using EcmProvider.Ecm.Pacing;
using EcmProvider.Ecm.Retries;
using EcmProvider.Ecm.Wire;

namespace EcmProvider.Ecm.Http;

/// <summary>One kind of request.</summary>
internal sealed class ApiAction<TRequest, TAnswer>(
    string name,
    JsonTypeInfo<TRequest> requestType,
    JsonTypeInfo<Envelope<TAnswer>> answerType,
    bool changesSomething,
    Func<TRequest, TAnswer, string?> flaw,
    bool answerIsSecret = false,
    bool isSigned = true)
    where TAnswer : Answer
{
    public string Name => name;

    public JsonTypeInfo<TRequest> RequestType => requestType;

    public JsonTypeInfo<Envelope<TAnswer>> AnswerType => answerType;

    /// <summary>Tells a change from a look-up.</summary>
    public bool ChangesSomething => changesSomething;

    /// <summary>What is wrong with a well-formed answer to a request; null: nothing.</summary>
    public Func<TRequest, TAnswer, string?> Flaw => flaw;

    /// <summary>Whether no message may quote an answer.</summary>
    public bool AnswerIsSecret => answerIsSecret;

    /// <summary>Whether it needs a key.</summary>
    public bool IsSigned => isSigned;
}

/// <summary>Calls the actions of one API: paced, signed, and repeated where that is safe.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly EcmCloudOptions options;
    private readonly TimeProvider clock;
    private readonly ServerClock serverClock;
    private readonly HttpMessageInvoker http;
    private readonly HttpSender sender;
    private readonly RetryPolicy policy;
    private readonly ConcurrentDictionary<string, Lazy<RateLimiter>> limiters = new();

    /// <summary>A client; nothing is sent before the first call.</summary>
    /// <param name="service">The API.</param>
    /// <param name="options">How it is reached.</param>
    public ApiClient(ApiService service, EcmCloudOptions options)
    {
        this.options = options;
        clock = options.Clock;
        serverClock = new(clock);
        policy = new(options.MaxRetries);

        // No HttpClient: its time limit runs on the machine's clock.
        http = new(options.Handler ?? HttpHandlers.Create(options.Endpoint), disposeHandler: true);
        sender = new(service, options.Endpoint, http, options.UserAgent, clock, serverClock);
    }

    /// <summary>What time the server has, as far as known.</summary>
    public DateTimeOffset ServerTime => serverClock.Now;

    /// <summary>Calls an action; see <see cref="ICloud"/> for what it throws.</summary>
    public async Task<TAnswer> CallAsync<TRequest, TAnswer>(
        ApiAction<TRequest, TAnswer> action,
        TRequest request,
        CancellationToken cancellationToken,
        Premise? premise = null)
        where TAnswer : Answer
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(request, action.RequestType);
        var limiter = limiters.GetOrAdd(action.Name, _ => new(() => new RateLimiter(options.MaxRequestsPerSecond, clock))).Value;
        var clockWasSet = false;
        var keyWasDiscarded = false;
        var retries = 0;
        long? began = null;
        while (true)
        {
            // The key first: failing to get one should not cost a place in the queue.
            var credentials = action.IsSigned ? await options.Credentials.GetAsync(cancellationToken) : null;
            var goneAt = await limiter.WaitAsync(cancellationToken);
            if (premise is not null && !await premise.HoldsAsync(clock, cancellationToken))
            {
                throw new ChangeWithdrawnException(action.Name);
            }

            began ??= clock.GetTimestamp();
            var outcome = await sender.SendAsync(action.Name, json, credentials, action.ChangesSomething, cancellationToken);

            var attempt = Read(action, request, outcome, credentials);
            if (attempt.Answer is not null)
            {
                return attempt.Answer;
            }

            if (ErrorCodes.IsThrottling(attempt.Failure.Code))
            {
                limiter.Refused(goneAt);
            }

            if (!clockWasSet && ErrorCodes.Is(attempt.Failure.Code, ErrorCodes.SignatureExpire)
                && outcome is HttpOutcome.Reply { Date: { } serverTime })
            {
                serverClock.Learn(serverTime);
                clockWasSet = true;
                continue;
            }

            // Refused for its token, the request was not taken: with another key it is a new one.
            if (!keyWasDiscarded && credentials is not null && ErrorCodes.Is(attempt.Failure.Code, ErrorCodes.TokenFailure)
                && options.Credentials.Discard(credentials))
            {
                keyWasDiscarded = true;
                continue;
            }

            switch (policy.Judge(attempt.Failure, action.ChangesSomething, retries))
            {
                case Verdict.Repeat:
                    options.Retrying?.Invoke(new(
                        action.Name, action.ChangesSomething, attempt.Refusal?.Code ?? attempt.Reason, clock.GetElapsedTime(began.Value)));
                    await Task.Delay(Backoff.Delay(retries, Chance()), clock, cancellationToken);
                    retries++;
                    break;
                case Verdict.OutcomeUnknown:
                    throw new OutcomeUnknownException(action.Name, attempt.Reason, attempt.Refusal);
                default:
                    throw attempt.Refusal
                        ?? (Exception)new EcmUnreachableException(action.Name, attempt.Reason + Tries(retries));
            }
        }
    }

    public void Dispose()
    {
        foreach (var limiter in limiters.Values)
        {
            limiter.Value.Dispose();
        }

        http.Dispose();
    }

    private static Attempt<TAnswer> Read<TRequest, TAnswer>(
        ApiAction<TRequest, TAnswer> action, TRequest request, HttpOutcome outcome, TencentCredentials? credentials)
        where TAnswer : Answer
    {
        if (outcome is HttpOutcome.Lost lost)
        {
            var kind = lost.MayHaveBeenSent ? FailureKind.NoAnswer : FailureKind.NeverSent;
            return new(null, new Failure(kind, MayPass: lost.MayPass), lost.Reason, null);
        }

        var reading = AnswerReader.Read(
            action.Name,
            (HttpOutcome.Reply)outcome,
            action.AnswerType,
            answer => action.Flaw(request, answer),
            text => Redaction.Redact(text, credentials),
            mayQuote: !action.AnswerIsSecret);
        return reading switch
        {
            Reading<TAnswer>.Answered answered => new(answered.Answer, default, "", null),
            Reading<TAnswer>.Refused { Error: var error } => new(
                null, new Failure(FailureKind.Refused, error.Code), error.Reason, error),
            Reading<TAnswer>.Unreadable unreadable =>
                new(null, new Failure(FailureKind.NoAnswer, MayPass: unreadable.MayPass), unreadable.Reason, null),
            _ => throw new InvalidOperationException($"A reading of an unknown kind: {reading.GetType().Name}."),
        };
    }

    private static string Tries(int retries) => retries == 0 ? "" : $" (tried {retries + 1} times)";

    private double Chance()
    {
        // A Random with a seed of its own is not safe for several threads.
        lock (options.Random)
        {
            return options.Random.NextDouble();
        }
    }

    private sealed record Attempt<TAnswer>(TAnswer? Answer, Failure Failure, string Reason, EcmApiException? Refusal)
        where TAnswer : Answer;
}
