using EcmEmulator.Errors;

namespace EcmEmulator.Requests;

/// <summary>Which part of a list is asked for: 20 from the start unless told, at most 100.</summary>
internal sealed record Page(int Offset, int Limit)
{
    public const int MaxLimit = 100;

    private const int DefaultLimit = 20;

    public static Page Of(Parameters parameters)
    {
        var offset = parameters.Integer("Offset") ?? 0;
        var limit = parameters.Integer("Limit") ?? DefaultLimit;
        if (offset is < 0 or > int.MaxValue)
        {
            throw new ApiErrorException(ErrorCode.InvalidParameterValue, $"Offset must not be negative, and is {offset}.");
        }

        return limit is >= 1 and <= MaxLimit
            ? new Page((int)offset, (int)limit)
            : throw new ApiErrorException(
                ErrorCode.InvalidParameterValue, $"Limit must be from 1 to {MaxLimit}, and is {limit}.");
    }

    public IEnumerable<T> Cut<T>(IEnumerable<T> all) => all.Skip(Offset).Take(Limit);
}
