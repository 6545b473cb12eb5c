using System.Net;
using System.Text.Json;
using EcmEmulator.Faults;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>The metadata service of the machine.</summary>
public sealed class MetadataTests
{
    private const string Folder = "latest/meta-data/cam/security-credentials/";

    [Fact]
    public async Task ItTellsTheRoleAndItsKey()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Emulator.Machine.Role = "EdgeRole";

        Assert.Equal((HttpStatusCode.OK, "EdgeRole"), await GetAsync(lab, string.Empty));
        var (_, text) = await GetAsync(lab, "EdgeRole");
        var key = JsonDocument.Parse(text).RootElement;
        Assert.Equal("Success", key.GetProperty("Code").GetString());
        Assert.Equal(lab.Clock.GetUtcNow().AddHours(6).ToUnixTimeSeconds(), key.GetProperty("ExpiredTime").GetInt64());
        var signer = new Signer
        {
            SecretId = key.GetProperty("TmpSecretId").GetString()!,
            SecretKey = key.GetProperty("TmpSecretKey").GetString()!,
            Token = key.GetProperty("Token").GetString(),
        };
        Assert.Equal("OK", await lab.Client.CodeOfAsync("DescribeAddresses", new { EcmRegion = Lab.RegionName }, signer));
    }

    [Fact]
    public async Task ItGivesTheSameKeyUntilThatIsAboutToEnd()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Emulator.Machine.Role = "EdgeRole";
        var first = await GetAsync(lab, "EdgeRole");

        lab.Clock.Advance(TimeSpan.FromHours(5.5));
        Assert.Equal(first, await GetAsync(lab, "EdgeRole"));
        lab.Clock.Advance(TimeSpan.FromMinutes(21));
        Assert.NotEqual(first, await GetAsync(lab, "EdgeRole"));
    }

    [Fact]
    public async Task ItKnowsNoOtherRole()
    {
        await using var lab = await Lab.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(lab, string.Empty)).Status);
        lab.Host.Emulator.Machine.Role = "EdgeRole";
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(lab, "Other")).Status);
    }

    [Fact]
    public async Task FaultsStrikeIt()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Emulator.Machine.Role = "EdgeRole";
        lab.Host.Faults.Add(Fault.HttpStatus(503, "Metadata"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await GetAsync(lab, "EdgeRole")).Status);
        Assert.Equal(["HTTP 503"], lab.Host.Calls.Of("Metadata").Select(call => call.Outcome));
    }

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(Lab lab, string role)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var response = await http.GetAsync(new Uri(lab.Host.Endpoint, Folder + role), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
