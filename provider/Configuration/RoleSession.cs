using System.Globalization;

namespace EcmProvider.Configuration;

/// <summary>What the two ways to assume a role say of its session.</summary>
internal static class RoleSession
{
    /// <summary>The session's name where none is given.</summary>
    public const string DefaultName = "pulumi-ecm";

    /// <summary>How long a session lasts where nothing else is said, seconds.</summary>
    public const int DefaultDuration = 7200;

    /// <summary>The longest session, seconds.</summary>
    public const int LongestDuration = 43200;

    /// <summary>The environment variable of the session's name.</summary>
    public const string NameVariable = "TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME";

    private const string DurationVariable = "TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION";

    /// <summary>The name, or the default; a wrong one is a failure of the property.</summary>
    public static string Name(ConfigurationReader reader, string property, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return DefaultName;
        }

        if (name.Length is < 2 or > 128 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal)))
        {
            reader.Fail(property, $"needs a session name (here, or in {NameVariable}) of 2 to 128 letters, digits or characters of +=,.@_-");
        }

        return name;
    }

    /// <summary>The duration that a block gives, or the default.</summary>
    public static int Duration(ConfigurationReader reader) => reader.Integer("sessionDuration", 1, LongestDuration) ?? DefaultDuration;

    /// <summary>The duration that the environment gives, or the default; a wrong one is a failure of the property.</summary>
    public static int DurationOf(Func<string, string?> environment, ConfigurationReader reader, string property)
    {
        if (environment(DurationVariable) is not { Length: > 0 } text)
        {
            return DefaultDuration;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= LongestDuration)
        {
            return seconds;
        }

        reader.Fail(property, $"needs a whole number from 1 to {LongestDuration} in {DurationVariable}");
        return DefaultDuration;
    }
}
