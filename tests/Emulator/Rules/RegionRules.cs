using EcmEmulator.Errors;
using EcmEmulator.Models;

namespace EcmEmulator.Rules;

/// <summary>Which regions there are.</summary>
internal static class RegionRules
{
    public static RegionState Find(CloudState state, string name) =>
        state.FindRegion(name)
        ?? throw new ApiErrorException(ErrorCode.InvalidRegion, $"EcmRegion `{name}` is not a region of ECM.");
}
