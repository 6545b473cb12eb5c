using System.Text.Json;
using EcmEmulator.Signing;

namespace EcmEmulator.Requests;

/// <summary>One call as it came in, with nothing secret in it: what faults choose by and the log of calls keeps.</summary>
public sealed record ApiCall
{
    /// <summary>The action; empty when the request named none.</summary>
    public required string Action { get; init; }

    /// <summary>The request id that the answer carries, or would have carried.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it came in, by the emulator's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The parameters, a JSON object; undefined when the body was none.</summary>
    public JsonElement Parameters { get; init; }

    /// <summary>The EIPs it is about: AddressId, AddressIds, or the EIP of the TaskId.</summary>
    public IReadOnlyList<string> AddressIds { get; init; } = [];

    /// <summary>Who signed it; null as long as the signature was not checked, or when it was not right.</summary>
    internal Key? Key { get; init; }
}
