using EcmProvider.Ecm;
using Xunit;

namespace EcmProvider.Tests.Ecm;

public class EndpointTests
{
    [Theory]
    [InlineData("https://ecm.tencentcloudapi.com", "https://ecm.tencentcloudapi.com/")]
    [InlineData(" https://ECM.example.com:8443/ ", "https://ecm.example.com:8443/")]
    [InlineData("http://127.0.0.1:7000", "http://127.0.0.1:7000/")]
    [InlineData("http://localhost:7000", "http://localhost:7000/")]
    [InlineData("http://[::1]:7000", "http://[::1]:7000/")]
    public void TakesHttpsAndPlainHttpOnLoopback(string text, string expected) =>
        Assert.Equal(expected, Endpoint.Parse(text).AbsoluteUri);

    [Theory]
    [InlineData("http://ecm.example.com", "plain http")]
    [InlineData("http://127.0.0.1.example.com", "plain http")]
    [InlineData("ecm.example.com", "not an https URL")]
    [InlineData("", "not an https URL")]
    [InlineData("ftp://127.0.0.1", "not an https URL")]
    [InlineData("https://ecm.example.com/api", "must not have a path")]
    [InlineData("https://ecm.example.com?a=b", "must not have a path")]
    public void SaysWhatIsWrongAndQuotesIt(string text, string fragment)
    {
        var problem = Assert.Throws<FormatException>(() => Endpoint.Parse(text)).Message;

        Assert.Contains(fragment, problem, StringComparison.Ordinal);
        Assert.Contains($"\"{text}\"", problem, StringComparison.Ordinal);
        Assert.Contains("https://", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:hunter2@ecm.example.com")]
    [InlineData("user:hunter2@ecm.example.com")]
    public void NeverRepeatsAPassword(string text)
    {
        var problem = Assert.Throws<FormatException>(() => Endpoint.Parse(text)).Message;

        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }
}
