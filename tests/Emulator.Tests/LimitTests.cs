using EcmEmulator.Requests;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>Twenty requests a second for each action.</summary>
public class LimitTests
{
    private static readonly object Nothing = new { EcmRegion = Lab.RegionName };

    [Theory]
    [InlineData(LimitWindow.Fixed)]
    [InlineData(LimitWindow.Sliding)]
    public async Task TheTwentyFirstRequestOfASecondIsRefused(LimitWindow window)
    {
        await using var lab = await Lab.StartAsync(options => options with { RequestsPerSecond = 20, LimitWindow = window });
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("OK", await lab.Client.CodeOfAsync("DescribeAddresses", Nothing));
        }

        Assert.Equal("RequestLimitExceeded", await lab.Client.CodeOfAsync("DescribeAddresses", Nothing));
        Assert.Equal("OK", await lab.Client.CodeOfAsync("DescribeNetworkInterfaces", Nothing));

        lab.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("OK", await lab.Client.CodeOfAsync("DescribeAddresses", Nothing));
    }

    [Theory]
    [InlineData(LimitWindow.Fixed, "OK")]
    [InlineData(LimitWindow.Sliding, "RequestLimitExceeded")]
    public async Task AFullSecondEndsTheWindowUnlessItSlides(LimitWindow window, string code)
    {
        await using var lab = await Lab.StartAsync(options => options with { RequestsPerSecond = 1, LimitWindow = window });
        lab.Clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal("OK", await lab.Client.CodeOfAsync("DescribeAddresses", Nothing));

        lab.Clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(code, await lab.Client.CodeOfAsync("DescribeAddresses", Nothing));
    }

    [Fact]
    public async Task TheLimitCanBeSwitchedOff()
    {
        await using var lab = await Lab.StartAsync(options => options with { RequestsPerSecond = 1 });
        lab.Host.Emulator.Limiter.PerSecond = null;

        var codes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => lab.Client.CodeOfAsync("DescribeAddresses", Nothing)));

        Assert.All(codes, code => Assert.Equal("OK", code));
        Assert.Equal(50, lab.Host.Calls.Count("DescribeAddresses"));
    }
}
