using EcmEmulator.Requests;

namespace EcmEmulator.Faults;

/// <summary>Something that goes wrong with calls: what, with which of them, and how often.</summary>
public sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>After the work was done; otherwise instead of it, or (a delay) before it.</summary>
    public bool AfterWork { get; init; }

    /// <summary>Only calls of this action; null: of any.</summary>
    public string? Action { get; init; }

    /// <summary>
    /// Only calls about this EIP, be it one of several, or the one of the task asked for; null: about any or none.
    /// </summary>
    public string? AddressId { get; init; }

    /// <summary>Only calls for which this is true; null: for all.</summary>
    public Func<ApiCall, bool>? When { get; init; }

    /// <summary>For how many calls; null: for all from now on.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>How long a delay is, by the emulator's clock, or how far a look-up lags.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>The HTTP status in place of 200.</summary>
    public int Status { get; init; } = 502;

    /// <summary>The error code of a refusal.</summary>
    public string Code { get; init; } = Errors.ErrorCode.InternalError;

    /// <summary>The message of a refusal; null: one that says it was asked for.</summary>
    public string? Message { get; init; }

    /// <summary>How much a huge answer is padded, in bytes.</summary>
    public int Bytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The connection breaks before the work: nothing was done.</summary>
    public static Fault LoseRequest(string? action = null) => new() { Kind = FaultKind.Lose, Action = action };

    /// <summary>The connection breaks after the work: it was done, and nobody was told.</summary>
    public static Fault LoseAnswer(string? action = null) => new() { Kind = FaultKind.Lose, AfterWork = true, Action = action };

    /// <summary>The request waits before the work.</summary>
    public static Fault DelayRequest(TimeSpan time, string? action = null) =>
        new() { Kind = FaultKind.Delay, Time = time, Action = action };

    /// <summary>The answer waits after the work.</summary>
    public static Fault DelayAnswer(TimeSpan time, string? action = null) =>
        new() { Kind = FaultKind.Delay, Time = time, AfterWork = true, Action = action };

    /// <summary>A gateway in between answers with another HTTP status and no JSON; nothing was done.</summary>
    public static Fault HttpStatus(int status, string? action = null) =>
        new() { Kind = FaultKind.HttpStatus, Status = status, Action = action };

    /// <summary>The API answers with an error code and does nothing.</summary>
    public static Fault Refuse(string code, string? action = null) =>
        new() { Kind = FaultKind.Refuse, Code = code, Action = action };

    /// <summary>Too many requests, whatever their number.</summary>
    public static Fault Throttle(string? action = null) => Refuse(Errors.ErrorCode.RequestLimitExceeded, action);

    /// <summary>The API answers InternalError; the work is done all the same when told so.</summary>
    public static Fault InternalError(string? action = null, bool afterWork = false) =>
        Refuse(Errors.ErrorCode.InternalError, action) with { AfterWork = afterWork };

    /// <summary>The work is done, and the JSON of the answer ends in the middle.</summary>
    public static Fault TruncateAnswer(string? action = null) =>
        new() { Kind = FaultKind.Truncate, AfterWork = true, Action = action };

    /// <summary>The work is done, and the answer is padded with white space and a field that nobody knows.</summary>
    public static Fault HugeAnswer(int bytes, string? action = null) =>
        new() { Kind = FaultKind.Huge, AfterWork = true, Bytes = bytes, Action = action };

    /// <summary>Look-ups of EIPs show what was so a while ago, until this is removed.</summary>
    public static Fault Lag(TimeSpan time, string? action = "DescribeAddresses") =>
        new() { Kind = FaultKind.Lag, Time = time, Action = action, Times = null };
}

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>The connection breaks without an answer.</summary>
    Lose,

    /// <summary>Everything takes longer.</summary>
    Delay,

    /// <summary>Another HTTP status, with HTML.</summary>
    HttpStatus,

    /// <summary>An error code of the API.</summary>
    Refuse,

    /// <summary>JSON that ends in the middle.</summary>
    Truncate,

    /// <summary>JSON of many megabytes.</summary>
    Huge,

    /// <summary>A look-up shows an older state.</summary>
    Lag,
}

/// <summary>How DescribeAddresses answers for an EIP that does not exist; the API is known to do all three.</summary>
public enum MissingAddressAnswer
{
    /// <summary>It is not in the answer.</summary>
    Absent,

    /// <summary>The call is refused with UnsupportedOperation.AddressIdNotFound.</summary>
    AddressIdNotFound,

    /// <summary>The call is refused with InvalidParameterValue.InvaildAddressId.</summary>
    InvaildAddressId,
}
