using System.Text.RegularExpressions;
using EcmEmulator.Errors;

namespace EcmEmulator.Rules;

/// <summary>How ids look: letters, a hyphen, letters and digits. No prefix is refused.</summary>
internal static partial class Ids
{
    private const int MaxLength = 128;

    public static void Check(string id, string parameter, string code)
    {
        if (id.Length is 0 or > MaxLength)
        {
            throw new ApiErrorException(
                ErrorCode.InvalidParameterValue,
                $"The length of {parameter} must be between 1 and {MaxLength}, not {id.Length}.");
        }

        if (!Id().IsMatch(id))
        {
            throw new ApiErrorException(code, $"{parameter} `{id}` is not an id.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z]+-[A-Za-z0-9]+\z")]
    private static partial Regex Id();
}
