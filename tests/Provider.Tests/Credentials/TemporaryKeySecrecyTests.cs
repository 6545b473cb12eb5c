using System.Net;
using System.Text;
using EcmProvider.Protocol;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Credentials;

/// <summary>Nothing of a temporary key is ever shown, whatever the API answers.</summary>
public sealed class TemporaryKeySecrecyTests
{
    [Fact]
    public async Task AnAnswerOfStsThatCannotBeReadIsNotQuoted()
    {
        var message = await FailAsync((_, number) => AssumedRole(number)[..^30]);

        Assert.Contains("AssumeRole: HTTP 200 with JSON that cannot be read", message);
        AssertShowsNoKey(message);
    }

    [Fact]
    public async Task AKeyThatTheApiRepeatsIsTakenOutEvenWhenItWasReplacedSince()
    {
        var asked = 0;
        var message = await FailAsync((action, number) => action == "AssumeRole"
            ? AssumedRole(number)
            : ++asked == 1
                ? """{"Response":{"TotalCount":0,"AddressSet":[],"RequestId":"r"}}"""
                : """{"Response":{"Error":{"Code":"InvalidParameter","Message":"TEMPID1 TEMPKEY1 TEMPTOKEN1 TEMPID2 TEMPKEY2 TEMPTOKEN2"},"RequestId":"r"}}""",
            calls: 2);

        Assert.Contains("InvalidParameter: [secret] [secret] [secret] [secret] [secret] [secret] (DescribeAddresses", message);
        AssertShowsNoKey(message);
    }

    private static void AssertShowsNoKey(string message)
    {
        foreach (var mark in new[] { "TEMPID", "TEMPKEY", "TEMPTOKEN" })
        {
            Assert.DoesNotContain(mark, message);
        }
    }

    // A key that is expired when it comes, so that every call gets one of its own.
    private static string AssumedRole(int number) =>
        $$$"""{"Response":{"Credentials":{"TmpSecretId":"TEMPID{{{number}}}","TmpSecretKey":"TEMPKEY{{{number}}}","Token":"TEMPTOKEN{{{number}}}"},"ExpiredTime":1,"RequestId":"r"}}""";

    // The message of the last of some calls; the answers come by action and by how often STS was asked.
    private static async Task<string> FailAsync(Func<string, int, string> answer, int calls = 1)
    {
        var keys = 0;
        await using var host = await ProviderHost.StartAsync(new ProviderEnvironment
        {
            Variable = static _ => null,
            ReadFile = static _ => null,
            Handler = () => new Handler(action => answer(action, action == "AssumeRole" ? ++keys : keys)),
        });
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{host.Port}");
        var client = new ResourceProvider.ResourceProviderClient(channel);
        var role = new PropertyValue.Object(Some.Map(("roleArn", PropertyValue.Of("qcs::cam::uin/1:roleName/ci"))));
        await client.ConfigureAsync(new()
        {
            Args = PropertyMarshaler.Marshal(Some.Configuration(
                new Uri("https://ecm.example"), ("assumeRole", role), ("maxRetries", PropertyValue.Of(0)))),
        });
        var request = new InvokeRequest { Tok = "ecm:index:getAddresses" };
        for (var i = 1; i < calls; i++)
        {
            await client.InvokeAsync(request);
        }

        return (await Assert.ThrowsAsync<RpcException>(async () => await client.InvokeAsync(request))).Status.Detail;
    }

    private sealed class Handler(Func<string, string> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    answer(request.Headers.GetValues("X-TC-Action").Single()), Encoding.UTF8, "application/json"),
            });
    }
}
