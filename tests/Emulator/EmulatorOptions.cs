using EcmEmulator.Requests;

namespace EcmEmulator;

/// <summary>How an emulator starts; all of it has a default.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The id of the fake key that is accepted.</summary>
    public const string DefaultSecretId = "AKIDEXAMPLE";

    /// <summary>The secret of the fake key that is accepted.</summary>
    public const string DefaultSecretKey = "sKEXAMPLE";

    /// <summary>The time of everything in here; a virtual clock works.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The port on 127.0.0.1; 0: a free one.</summary>
    public int Port { get; init; }

    public string SecretId { get; init; } = DefaultSecretId;

    public string SecretKey { get; init; } = DefaultSecretKey;

    /// <summary>The account that everything belongs to.</summary>
    public string AccountId { get; init; } = "100000000001";

    /// <summary>How long a task runs; zero: it is done when its id is answered.</summary>
    public TimeSpan TaskDuration { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Requests a second for each action; null: no limit.</summary>
    public int? RequestsPerSecond { get; init; } = 20;

    /// <summary>How a second is cut for that limit.</summary>
    public LimitWindow LimitWindow { get; init; }

    /// <summary>The cloud at the start and after a reset, as <c>Regions/demo.json</c> is written; null: no regions.</summary>
    public string? StateJson { get; init; }
}
