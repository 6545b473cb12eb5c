using EcmProvider.Credentials;
using Xunit;

namespace EcmProvider.Tests.Credentials;

/// <summary>When a temporary key is renewed.</summary>
public sealed class TemporaryKeyTests
{
    private static readonly TencentCredentials Key = new("id", "key", "token");
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(7200, 6900)]
    [InlineData(601, 301)]
    [InlineData(600, 300)]
    [InlineData(60, 30)]
    [InlineData(1, 0.5)]
    public void IsRenewedFiveMinutesBeforeItsEndOrAtHalfOfAShortLife(int lasts, double renewedAfter)
    {
        var key = TemporaryKey.Of(Key, Noon, TimeSpan.FromSeconds(lasts), told: TimeSpan.FromSeconds(lasts));

        Assert.Equal(Noon.AddSeconds(renewedAfter), key.RenewAt);
        Assert.Equal(Noon.AddSeconds(lasts), key.ExpiresAt);
    }

    [Theory]
    [InlineData(60, -180)]
    [InlineData(60, 300)]
    [InlineData(60, null)]
    public void AClockThatIsALittleOffDoesNotChangeWhenAKeyExpires(int asked, int? told)
    {
        var key = TemporaryKey.Of(
            Key, Noon, TimeSpan.FromSeconds(asked), told is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        Assert.Equal(Noon.AddSeconds(asked), key.ExpiresAt);
    }

    [Fact]
    public void AKeyThatWasGivenForMuchLessThanAskedExpiresWhenTheAnswerSays()
    {
        var key = TemporaryKey.Of(Key, Noon, TimeSpan.FromHours(12), told: TimeSpan.FromHours(2));

        Assert.Equal(Noon.AddHours(2), key.ExpiresAt);
        Assert.Equal(Noon.AddMinutes(115), key.RenewAt);
    }

    [Fact]
    public void AKeyThatCouldNotBeRenewedIsGoneOnWithForAWhileButNotPastItsEnd()
    {
        var key = TemporaryKey.Of(Key, Noon, TimeSpan.FromMinutes(20), told: null);

        Assert.Equal(Noon.AddMinutes(15).AddSeconds(30), key.Kept(Noon.AddMinutes(15)).RenewAt);
        Assert.Equal(key.ExpiresAt, key.Kept(key.ExpiresAt.AddSeconds(-1)).RenewAt);
        Assert.Equal(key.ExpiresAt, key.Kept(Noon).ExpiresAt);
    }

    [Fact]
    public void AKeyShowsNothingOfItself() => Assert.DoesNotContain("token", $"{Key}", StringComparison.Ordinal);
}
