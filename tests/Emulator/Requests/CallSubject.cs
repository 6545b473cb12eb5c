using System.Text.Json;
using EcmEmulator.Models;

namespace EcmEmulator.Requests;

/// <summary>Which EIPs a call is about, however it names them.</summary>
internal static class CallSubject
{
    public static IReadOnlyList<string> AddressIdsOf(JsonElement parameters, Cloud cloud)
    {
        if (parameters.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        if (Text(parameters, "AddressId") is { } id)
        {
            return [id];
        }

        if (Text(parameters, "TaskId") is { } taskId)
        {
            return cloud.Read(state => state.Tasks.GetValueOrDefault(taskId)) is { } task ? [task.AddressId] : [];
        }

        return parameters.TryGetProperty("AddressIds", out var ids) && ids.ValueKind == JsonValueKind.Array
            ? [.. ids.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
    }

    private static string? Text(JsonElement parameters, string name) =>
        parameters.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
