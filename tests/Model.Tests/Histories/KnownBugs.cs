namespace EcmProvider.ModelTests.Histories;

/// <summary>What random histories leave out, and why: each switch names what was found, and a test in Found shows it.</summary>
public static class KnownBugs
{
    /// <summary>
    /// How far look-ups lag at most, in tenths of a second. Not a bug: the provider takes an EIP that goes on showing UNBIND for three
    /// seconds as not taken, and nothing is promised beyond.
    /// </summary>
    public const int LongestLagInTenths = 25;
}
