using System.Globalization;
using EcmEmulator.Faults;
using EcmEmulator.Models;

namespace EcmProvider.ModelTests.Histories;

/// <summary>What can go wrong in the cloud or on the way to it.</summary>
public enum TroubleKind
{
    LoseRequest,
    LoseAnswer,
    DelayRequest,
    DelayAnswer,
    Throttle,
    InternalErrorBefore,
    InternalErrorAfter,
    BadGateway,
    Truncate,
    Huge,
    Lag,
    TaskFails,
    TaskHangs,
    TaskIsLate,
    ClockOff,
    TokenExpired,
}

/// <summary>One trouble.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Action">Only with this action; null: with any.</param>
/// <param name="Times">How often.</param>
/// <param name="Seconds">How long, where that matters.</param>
public sealed record Trouble(TroubleKind Kind, string? Action, int Times, double Seconds)
{
    private const int HugeBytes = 1024 * 1024;

    /// <summary>Switches it on.</summary>
    public void Begin(EcmEmulator.Emulator emulator)
    {
        var time = TimeSpan.FromSeconds(Seconds);
        var fault = Kind switch
        {
            TroubleKind.LoseRequest => Fault.LoseRequest(Action),
            TroubleKind.LoseAnswer => Fault.LoseAnswer(Action),
            TroubleKind.DelayRequest => Fault.DelayRequest(time, Action),
            TroubleKind.DelayAnswer => Fault.DelayAnswer(time, Action),
            TroubleKind.Throttle => Fault.Throttle(Action),
            TroubleKind.InternalErrorBefore => Fault.InternalError(Action),
            TroubleKind.InternalErrorAfter => Fault.InternalError(Action, afterWork: true),
            TroubleKind.TokenExpired => Fault.Refuse("AuthFailure.TokenFailure", Action),
            TroubleKind.BadGateway => Fault.HttpStatus(502, Action),
            TroubleKind.Truncate => Fault.TruncateAnswer(Action),
            TroubleKind.Huge => Fault.HugeAnswer(HugeBytes, Action),
            _ => null,
        };
        if (fault is not null)
        {
            emulator.Faults.Add(fault with { Times = Times });
            return;
        }

        switch (Kind)
        {
            case TroubleKind.Lag:
                emulator.Faults.Add(Fault.Lag(time));
                break;
            case TroubleKind.ClockOff:
                emulator.ClockSkew = TimeSpan.FromHours(Times % 2 == 0 ? 1 : -1);
                break;
            default:
                emulator.Cloud.PlanTasks(new TaskPlan
                {
                    Times = Times,
                    Fails = Kind == TroubleKind.TaskFails,
                    ByHand = Kind == TroubleKind.TaskHangs,
                    Duration = Kind == TroubleKind.TaskIsLate ? time : null,
                });
                break;
        }
    }

    public override string ToString()
    {
        var which = string.Create(
            CultureInfo.InvariantCulture, $"the next {Times} {(Action is null ? "calls" : $"calls of {Action}")}");
        var tasks = string.Create(CultureInfo.InvariantCulture, $"the next {Times} tasks");
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{Seconds} s");
        return Kind switch
        {
            TroubleKind.LoseRequest => $"{which} break before the work",
            TroubleKind.LoseAnswer => $"{which} break after the work",
            TroubleKind.DelayRequest => $"{which} wait {seconds} before the work",
            TroubleKind.DelayAnswer => $"{which} wait {seconds} after the work",
            TroubleKind.Throttle => $"{which} are refused: RequestLimitExceeded",
            TroubleKind.InternalErrorBefore => $"{which} are refused: InternalError, nothing done",
            TroubleKind.InternalErrorAfter => $"{which} are answered InternalError, the work done",
            TroubleKind.BadGateway => $"{which} are answered HTTP 502 without JSON",
            TroubleKind.TokenExpired => $"{which} are refused: the token has expired",
            TroubleKind.Truncate => $"{which} get half an answer",
            TroubleKind.Huge => $"{which} get a huge answer",
            TroubleKind.Lag => $"look-ups of EIPs lag by {seconds} from now on",
            TroubleKind.TaskFails => $"{tasks} fail",
            TroubleKind.TaskHangs => $"{tasks} hang",
            TroubleKind.TaskIsLate => $"{tasks} take {seconds}",
            _ => $"the cloud's clock is {(Times % 2 == 0 ? "an hour ahead" : "an hour behind")}",
        };
    }
}
