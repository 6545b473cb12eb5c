using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Models;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Ecm;

/// <summary>What the handler of real connections does, on loopback: above all, when a change counts as sent.</summary>
public class RealConnectionTests
{
    private const string Taken = """{"Response":{"TaskId":"task-1","RequestId":"r"}}""";

    [Fact]
    public async Task TheHostHeaderIsTheOneThatIsSigned()
    {
        var request = "";
        await using var server = new ApiLoopbackServer(async connection =>
        {
            request = await connection.ReadAsync();
            await connection.AnswerAsync(Taken);
        });

        Assert.Equal("task-1", await Associate(server.Endpoint));

        Assert.StartsWith("POST / HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"\r\nHost: 127.0.0.1:{server.Endpoint.Port}\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/json\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereNobodyListensNothingIsSent()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();

        var error = await Assert.ThrowsAsync<EcmUnreachableException>(() => Associate(new Uri($"http://127.0.0.1:{port}/")));

        Assert.Equal($"no connection to \"127.0.0.1:{port}\": connection refused", error.Reason);
    }

    [Fact]
    public async Task AConnectionThatIsClosedAfterTheRequestLeavesTheOutcomeUnknown()
    {
        await using var server = new ApiLoopbackServer(connection => connection.ReadAsync());

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => Associate(server.Endpoint));

        Assert.Equal("the connection was closed before the answer was complete", error.Reason);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task AnAnswerThatIsCutOffLeavesTheOutcomeUnknown()
    {
        await using var server = new ApiLoopbackServer(async connection =>
        {
            await connection.ReadAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Response\":");
        });

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Associate(server.Endpoint));
    }

    [Fact]
    public async Task WhatIsNotHttpLeavesTheOutcomeUnknown()
    {
        await using var server = new ApiLoopbackServer(async connection =>
        {
            await connection.ReadAsync();
            await connection.SendAsync("220 a mail server\r\n\r\n");
        });

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Associate(server.Endpoint));
    }

    [Fact]
    public async Task ARedirectIsNotFollowed()
    {
        await using var other = new ApiLoopbackServer(connection => connection.ReadAsync());
        await using var server = new ApiLoopbackServer(async connection =>
        {
            await connection.ReadAsync();
            await connection.AnswerAsync("", $"HTTP/1.1 307 Go\r\nLocation: {other.Endpoint}");
        });

        var error = await Assert.ThrowsAsync<OutcomeUnknownException>(() => Associate(server.Endpoint));

        Assert.Equal("HTTP 307 with an empty answer", error.Reason);
        Assert.Equal(0, other.Connections);
    }

    [Fact]
    public async Task ACertificateThatNobodyTrustsIsRefused()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var sent = "";
        await using var server = new ApiLoopbackServer(async connection =>
        {
            await using var tls = new SslStream(connection.Stream);
            await tls.AuthenticateAsServerAsync(certificate);
            sent = await new StreamReader(tls).ReadToEndAsync();
        });

        var error = await Assert.ThrowsAsync<EcmUnreachableException>(() =>
            Associate(new Uri($"https://127.0.0.1:{server.Endpoint.Port}/"), maxRetries: 3));

        Assert.StartsWith(
            $"no secure connection to \"127.0.0.1:{server.Endpoint.Port}\": The remote certificate", error.Reason, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
        Assert.Empty(sent);
    }

    [Fact]
    public async Task AKeyThatDoesNotFitIntoAHeaderIsAnErrorAtOnce()
    {
        await using var server = new ApiLoopbackServer(connection => connection.ReadAsync());

        var error = await Assert.ThrowsAsync<EcmUnreachableException>(() =>
            Associate(server.Endpoint, secretId: "AKIDключ", maxRetries: 3));

        Assert.Contains("does the key hold characters", error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("AKID", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACancelledChangeThatTheServerHasReadStillGetsItsAnswer()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new ApiLoopbackServer(async connection =>
        {
            await connection.ReadAsync();
            await cancel.CancelAsync();
            await connection.AnswerAsync(Taken);
        });

        Assert.Equal("task-1", await Associate(server.Endpoint, cancel: cancel));
    }

    private static async Task<string> Associate(
        Uri endpoint, string secretId = ApiFake.SecretId, int maxRetries = 0, CancellationTokenSource? cancel = null)
    {
        using var cloud = new EcmCloud(new EcmCloudOptions
        {
            Endpoint = endpoint,
            Credentials = new StaticCredentialSource(new TencentCredentials(secretId, ApiFake.SecretKey)),
            Random = new Random(1),
            MaxRetries = maxRetries,
        });
        return await cloud
            .AssociateAddressAsync(ApiFake.Region, "eip-1", new Target.Instance("ein-1"), cancel?.Token ?? CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }
}
