namespace EcmProvider.Ecm;

/// <summary>The API refused a request: its action, code, message and request id.</summary>
public sealed class EcmApiException(string action, string code, string apiMessage, string requestId)
    : Exception($"{action}: {Told(code, apiMessage, requestId)}")
{
    /// <summary>The action, such as <c>AssociateAddress</c>.</summary>
    public string Action { get; } = action;

    /// <summary>The API's error code, such as <c>UnsupportedOperation.AlreadyBindEip</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The API's message on one line, cut at 1,000 characters, without secrets.</summary>
    public string ApiMessage { get; } = apiMessage;

    /// <summary>The API's id of the request, for Tencent Cloud's support; empty when it gave none.</summary>
    public string RequestId { get; } = requestId;

    /// <summary>Code, message and request id, without the action.</summary>
    public string Reason => Told(Code, ApiMessage, RequestId);

    /// <summary>Whether the code is <paramref name="code"/> or a sub-code of it (<c>code.…</c>).</summary>
    public bool Is(string code) => ErrorCodes.Is(Code, code);

    private static string Told(string code, string apiMessage, string requestId) =>
        $"{code}: {apiMessage}{(requestId.Length == 0 ? "" : $" (RequestId {requestId})")}";
}

/// <summary>
/// A request got no answer from the API after all retries, and is known to have changed nothing: a look-up failed, or a change
/// was never sent.
/// </summary>
public sealed class EcmUnreachableException(string action, string reason, Exception? inner = null)
    : Exception($"{action}: {reason}", inner)
{
    /// <summary>The action that got no answer.</summary>
    public string Action { get; } = action;

    /// <summary>What happened, without secrets: "connection refused", "HTTP 502 without JSON", …</summary>
    public string Reason { get; } = reason;
}

/// <summary>
/// A change was sent and its answer got lost, or told nothing (a broken connection, a timeout, HTTP 5xx, <c>InternalError</c> and
/// its kin): whether the API took it can only be found out by looking.
/// </summary>
public sealed class OutcomeUnknownException(string action, string reason, Exception? inner = null)
    : Exception($"{action}: {reason}", inner)
{
    /// <summary>The action whose outcome is unknown.</summary>
    public string Action { get; } = action;

    /// <summary>What happened, with the API's code and request id where it gave any.</summary>
    public string Reason { get; } = reason;

    /// <summary>
    /// The API's refusal that told nothing (such as <c>InternalError</c>); null when there was no answer at all.
    /// </summary>
    public EcmApiException? Refusal => InnerException as EcmApiException;
}

/// <summary>A change was not sent: what it rested on was no longer so when its turn came.</summary>
public sealed class ChangeWithdrawnException(string action) : Exception($"{action}: no longer meant, and not sent");
