using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EcmEmulator;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Native;

/// <summary>
/// The proxy variables and the check of certificates, as the binary itself takes them from its environment. The endpoint is made
/// up and never looked up: only the proxy, on loopback, hears its name.
/// </summary>
public sealed class ProxyTests
{
    private const string Host = "ecm.example.test";
    private static readonly Uri Endpoint = new($"https://{Host}");

    // Those of the machine that the tests run on are none of theirs.
    private static readonly string[] Variables =
        ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"];

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    [InlineData("ALL_PROXY")]
    [InlineData("all_proxy")]
    public async Task TheApiIsReachedThroughTheProxyThatAVariableNames(string variable)
    {
        await using var proxy = new FakeProxy();

        var created = await CreateAsync(Endpoint, new() { [variable] = proxy.Url });

        Assert.Equal([$"CONNECT {Host}:443 HTTP/1.1"], proxy.Requests);
        Assert.Equal(StatusCode.Unavailable, created.Code);
        Assert.Contains("the proxy refused with HTTP 403", created.Message);
        Assert.DoesNotContain(FakeProxy.Password, created.Message);
    }

    [Fact]
    public async Task AnAssociationIsMadeThroughAProxyThatSeesNothingOfIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there a variable says which certificates are trusted.");
        using var certificate = Certificate(Host);
        await using var emulator = await StartEmulatorAsync();
        await using var proxy = new FakeProxy(certificate, emulator.Endpoint);

        var created = await CreateAsync(Endpoint, new() { ["HTTPS_PROXY"] = proxy.Url }, trusted: certificate);

        Assert.Equal(string.Empty, created.Message);
        Assert.Equal(Some.Instance, emulator.Cloud.Region(TestProvider.Region).Address(Some.Eip).InstanceId);
        Assert.All(proxy.Requests, request => Assert.Equal($"CONNECT {Host}:443 HTTP/1.1", request));
        Assert.All(proxy.Heads, head => Assert.DoesNotContain("TC3", head));
    }

    [Fact]
    public async Task ACertificateThatNobodyTrustsIsRefusedBehindAProxyToo()
    {
        using var certificate = Certificate(Host);

        await AssertRefusedAsync(certificate, trusted: null);
    }

    [Fact]
    public async Task ATrustedCertificateOfAnotherHostIsRefused()
    {
        using var certificate = Certificate("another.example.test");

        await AssertRefusedAsync(certificate, trusted: certificate);
    }

    [Fact]
    public async Task ATrustedCertificateThatHasExpiredIsRefused()
    {
        using var certificate = Certificate(Host, years: 1);

        await AssertRefusedAsync(certificate, trusted: certificate);
    }

    [Fact]
    public async Task AnEndpointOnLoopbackIsReachedWithoutTheProxy()
    {
        await using var emulator = await StartEmulatorAsync();
        await using var proxy = new FakeProxy();

        var created = await CreateAsync(
            emulator.Endpoint, new() { ["HTTP_PROXY"] = proxy.Url, ["HTTPS_PROXY"] = proxy.Url, ["ALL_PROXY"] = proxy.Url });

        Assert.Equal(string.Empty, created.Message);
        Assert.Empty(proxy.Heads);
    }

    private static async Task AssertRefusedAsync(X509Certificate2 certificate, X509Certificate2? trusted)
    {
        await using var emulator = await StartEmulatorAsync();
        await using var proxy = new FakeProxy(certificate, emulator.Endpoint);

        var created = await CreateAsync(Endpoint, new() { ["HTTPS_PROXY"] = proxy.Url }, trusted);

        Assert.Equal(StatusCode.Unavailable, created.Code);
        Assert.Contains($"no secure connection to \"{Host}\": The remote certificate", created.Message);
        Assert.Equal(0, emulator.Calls.Total);
    }

    /// <summary>One Create by a binary that trusts what it is told to, and nothing else.</summary>
    private static async Task<Outcome> CreateAsync(Uri endpoint, Dictionary<string, string?> variables, X509Certificate2? trusted = null)
    {
        var folder = Directory.CreateTempSubdirectory("ecm-trust-");
        try
        {
            var file = Path.Combine(folder.FullName, "roots.pem");
            await File.WriteAllTextAsync(file, trusted?.ExportCertificatePem() ?? string.Empty);
            var environment = Variables.ToDictionary(name => name, _ => (string?)null);
            foreach (var (name, value) in variables)
            {
                environment[name] = value;
            }

            environment["SSL_CERT_FILE"] = file;
            environment["SSL_CERT_DIR"] = folder.FullName;
            using var binary = await NativeBinary.StartAsync(environment);
            await binary.Client.ConfigureAsync(new() { Args = PropertyMarshaler.Marshal(Some.Configuration(endpoint)) });
            return await Outcome.OfAsync(async () =>
            {
                var response = await binary.Client.CreateAsync(
                    new() { Urn = Some.Urn("web"), Properties = PropertyMarshaler.Marshal(Some.Inputs()) });
                return new(response.Id, PropertyMarshaler.Unmarshal(response.Properties), PropertyMap.Empty, false, null, null);
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<EmulatorHost> StartEmulatorAsync()
    {
        var emulator = await EmulatorHost.StartAsync(new EmulatorOptions { TaskDuration = TimeSpan.Zero });
        Some.FillRegion(emulator.Cloud.AddRegion(TestProvider.Region));
        return emulator;
    }

    private static X509Certificate2 Certificate(string host, int years = 200)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(years));
    }
}
