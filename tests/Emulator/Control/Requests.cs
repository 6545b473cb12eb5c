using EcmEmulator.Faults;
using EcmEmulator.Models;

namespace EcmEmulator.Control;

/// <summary>What somebody does by hand; which ids are needed depends on the act.</summary>
internal sealed record ActRequest
{
    public required string Region { get; init; }

    public string? AddressId { get; init; }

    public string? InstanceId { get; init; }

    public string? NetworkInterfaceId { get; init; }

    public string? PrivateIpAddress { get; init; }
}

/// <summary>A fault to switch on.</summary>
internal sealed record FaultRequest
{
    public required FaultKind Kind { get; init; }

    public bool AfterWork { get; init; }

    public string? Action { get; init; }

    public string? AddressId { get; init; }

    /// <summary>0: always.</summary>
    public int Times { get; init; } = 1;

    public double Seconds { get; init; }

    public int Status { get; init; } = 502;

    public string? Code { get; init; }

    public string? Message { get; init; }

    public int Bytes { get; init; } = 16 * 1024 * 1024;

    public Fault ToFault() => new()
    {
        Kind = Kind,
        AfterWork = AfterWork,
        Action = Action,
        AddressId = AddressId,
        Times = Times == 0 ? null : Times,
        Time = TimeSpan.FromSeconds(Seconds),
        Status = Status,
        Code = Code ?? Errors.ErrorCode.InternalError,
        Message = Message,
        Bytes = Bytes,
    };
}

/// <summary>How tasks to come will go.</summary>
internal sealed record TaskPlanRequest
{
    public double? Seconds { get; init; }

    public bool ByHand { get; init; }

    public bool Fails { get; init; }

    public string? AddressId { get; init; }

    /// <summary>0: always.</summary>
    public int Times { get; init; } = 1;

    public TaskPlan ToPlan() => new()
    {
        Duration = Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        ByHand = ByHand,
        Fails = Fails,
        AddressId = AddressId,
        Times = Times == 0 ? null : Times,
    };
}

/// <summary>A task to end now.</summary>
internal sealed record FinishRequest
{
    public required string TaskId { get; init; }

    /// <summary>Null: as planned.</summary>
    public bool? Failed { get; init; }
}

/// <summary>The settings of the emulator; what is null stays as it is.</summary>
internal sealed record SettingsRequest
{
    public double? TaskSeconds { get; init; }

    /// <summary>0: no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    public double? ClockSkewSeconds { get; init; }

    public MissingAddressAnswer? MissingAddresses { get; init; }

    /// <summary>Actions that are allowed again.</summary>
    public IReadOnlyList<string> Grant { get; init; } = [];

    /// <summary>Actions that are refused from now on.</summary>
    public IReadOnlyList<string> Revoke { get; init; } = [];
}
