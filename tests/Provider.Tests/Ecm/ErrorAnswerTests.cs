using System.Text;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Http;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Ecm;

/// <summary>What errors say when the API, or something in between, answers with something else than what was asked for.</summary>
public class ErrorAnswerTests
{
    [Fact]
    public void ARefusalTellsActionCodeMessageAndRequestId() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Error("UnauthorizedOperation", "You may not."));

        var error = await Assert.ThrowsAsync<EcmApiException>(() => List(api));

        Assert.Equal("DescribeAddresses: UnauthorizedOperation: You may not. (RequestId req-1)", error.Message);
        Assert.Single(api.Calls);
    });

    [Fact]
    public void TheApisMessageIsCutAndMadePrintable() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(
            clock, _ => ApiAnswers.Error("LimitExceeded", "one\r\ntwo\u001b[31m\u202e" + new string('x', 5000)));

        var error = await Assert.ThrowsAsync<EcmApiException>(() => List(api));

        Assert.StartsWith("one  two\ufffd[31m\ufffdxxx", error.ApiMessage, StringComparison.Ordinal);
        Assert.Equal(1000, error.ApiMessage.Length);
        Assert.EndsWith("x…", error.ApiMessage, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("", 502, "HTTP 502 with an empty answer")]
    [InlineData("<html>Bad\ngateway</html>", 502, "HTTP 502 with an answer that is not JSON: \"<html>Bad gateway</html>\"")]
    [InlineData("<html>Log in</html>", 200, "HTTP 200 with an answer that is not JSON: \"<html>Log in</html>\"")]
    [InlineData("{}", 200, "HTTP 200 with JSON without \"Response\": \"{}\"")]
    [InlineData("null", 200, "HTTP 200 with JSON without \"Response\": \"null\"")]
    [InlineData("{\"Response\":{\"TotalCount\":1,\"AddressSe", 200, "HTTP 200 with JSON that cannot be read")]
    [InlineData("{\"Response\":{\"TotalCount\":[]}}", 200, "HTTP 200 with JSON that cannot be read (at \"$.Response.TotalCount\")")]
    [InlineData("{\"Response\":{\"RequestId\":\"r\"}}", 200, "HTTP 200 with an answer without a list (RequestId r)")]
    [InlineData("{\"Response\":{\"TotalCount\":3,\"AddressSet\":null}}", 200, "an answer that counts 3 and shows none")]
    [InlineData("{\"Response\":{\"Error\":{}}}", 200, "HTTP 200 with an error without a code")]
    [InlineData("{\"Response\":{\"TotalCount\":0}}", 500, "HTTP 500 with an answer that does not fit it")]
    public void AnAnswerThatIsNotTheApisIsQuotedAfterAllRetries(string body, int status, string reason) =>
        ApiVirtualTime.Run(async clock =>
        {
            using var api = new ApiFake(clock, _ => ApiAnswers.Raw(body, status), maxRetries: 2);

            var error = await Assert.ThrowsAsync<EcmUnreachableException>(() => List(api));

            Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
            Assert.EndsWith(" (tried 3 times)", error.Reason, StringComparison.Ordinal);
            Assert.Equal(3, api.Calls.Count);
        });

    [Theory]
    [InlineData(301)]
    [InlineData(403)]
    [InlineData(407)]
    public void AGatewaysNoIsFinal(int status) => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Raw("<html>", status));

        await Assert.ThrowsAsync<EcmUnreachableException>(() => List(api));

        Assert.Single(api.Calls);
    });

    [Fact]
    public void AnErrorCodeCountsWhateverTheHttpStatus() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(
            clock,
            _ => ApiAnswers.Raw("{\"Response\":{\"Error\":{\"Code\":\"InvalidAction\",\"Message\":null},\"RequestId\":null}}", 500));

        var error = await Assert.ThrowsAsync<EcmApiException>(() => List(api));

        Assert.Equal("DescribeAddresses: InvalidAction: ", error.Message);
    });

    [Fact]
    public void AQuoteIsCutAtAHundredCharacters() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(clock, _ => ApiAnswers.Raw(new string('<', 500)), maxRetries: 0);

        var error = await Assert.ThrowsAsync<EcmUnreachableException>(() => List(api));

        Assert.EndsWith($": \"{new string('<', 99)}…\"", error.Reason, StringComparison.Ordinal);
    });

    [Fact]
    public void AnEchoOfTheRequestsHeadersShowsNoSecret() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(
            clock,
            call => ApiAnswers.Raw($"{call.Headers["X-TC-Token"]} {ApiFake.SecretKey} {call.Headers["Authorization"][^90..]}", 500),
            maxRetries: 0);

        var error = await Assert.ThrowsAsync<EcmUnreachableException>(() => List(api));

        Assert.Contains("[secret] [secret]", error.Reason, StringComparison.Ordinal);
        Assert.Contains("Signature=[secret]", error.Reason, StringComparison.Ordinal);
        AssertNoSecret(error.ToString());
    });

    [Fact]
    public void ARefusalThatRepeatsTheKeyShowsNoSecret() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(
            clock, _ => ApiAnswers.Error("AuthFailure.SecretIdNotFound", $"{ApiFake.SecretId}, {ApiFake.Token} and Signature=abc1"));

        var error = await Assert.ThrowsAsync<EcmApiException>(() => List(api));

        Assert.Equal("[secret], [secret] and Signature=[secret]", error.ApiMessage);
    });

    [Fact]
    public void AHugeAnswerIsNotRead() => ApiVirtualTime.Run(async clock =>
    {
        using var api = new ApiFake(
            clock, _ => new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) });

        var error = await Assert.ThrowsAsync<EcmUnreachableException>(() => List(api));

        Assert.Equal("the answer is larger than 32 MB", error.Reason);
        Assert.Single(api.Calls);
    });

    [Fact]
    public void InvalidUtf8IsAnErrorAndNotACrash() => ApiVirtualTime.Run(async clock =>
    {
        byte[] body = [.. "{\"Response\":{\"TotalCount\":1,\"AddressSet\":[{\"AddressId\":\""u8, 0xff, 0xfe, .. "\"}]}}"u8];
        using var api = new ApiFake(
            clock, _ => new HttpResponseMessage { Content = new ByteArrayContent(body) }, maxRetries: 0);

        var error = await Assert.ThrowsAsync<EcmUnreachableException>(() => List(api));

        Assert.Contains("cannot be read", error.Reason, StringComparison.Ordinal);
    });

    [Fact]
    public void DeepNestingIsAnErrorAndNotACrash() => ApiVirtualTime.Run(async clock =>
    {
        var body = "{\"Response\":{\"Other\":" + new string('[', 100_000) + new string(']', 100_000) + "}}";
        using var api = new ApiFake(clock, _ => ApiAnswers.Raw(body), maxRetries: 0);

        await Assert.ThrowsAsync<EcmUnreachableException>(() => List(api));
    });

    [Fact]
    public void AMarkAtTheBeginningIsNoError() => ApiVirtualTime.Run(async clock =>
    {
        byte[] body = [.. Encoding.UTF8.Preamble, .. "{\"Response\":{\"TotalCount\":0}}"u8];
        using var api = new ApiFake(clock, _ => new HttpResponseMessage { Content = new ByteArrayContent(body) });

        Assert.Empty(await List(api));
    });

    private static Task<IReadOnlyList<EcmProvider.Ecm.Models.Address>> List(ApiFake api) =>
        api.Cloud.ListAddressesAsync(ApiFake.Region, null, null, CancellationToken.None);

    private static void AssertNoSecret(string text)
    {
        Assert.DoesNotContain(ApiFake.SecretKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiFake.Token, text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9a-f]{16}", text);
    }

    private sealed class EndlessStream : Stream
    {
        private long given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => given; set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            given += buffer.Length;
            Assert.True(given < 2L * BoundedBody.Limit, "The answer is read without end.");
            buffer.Span.Fill((byte)' ');
            return new(buffer.Length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
