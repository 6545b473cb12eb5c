using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using EcmEmulator.Signing;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>Who may come in.</summary>
public class SignatureTests
{
    private static readonly object Nothing = new { EcmRegion = Lab.RegionName };

    public static TheoryData<string> VectorNames => [.. ReadVectors().Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(VectorNames))]
    public async Task WhatAnOfficialSdkSignedIsAccepted(string name)
    {
        var vector = ReadVectors().Single(vector => vector.GetProperty("name").GetString() == name);
        string Text(string property) => vector.GetProperty(property).GetString()!;
        await using var lab = await Lab.StartAsync();
        lab.Clock.SetTo(DateTimeOffset.FromUnixTimeSeconds(vector.GetProperty("timestamp").GetInt64()));
        var owner = lab.Host.Emulator.Keys.Find(EmulatorOptions.DefaultSecretId)!.Caller;
        var token = vector.GetProperty("token").GetString();
        lab.Host.Emulator.Keys.Add(new Key(Text("secretId"), Text("secretKey"), token, null, owner));

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, lab.Host.Endpoint);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Text("body")));
        foreach (var header in vector.GetProperty("headers").EnumerateObject())
        {
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString()))
            {
                request.Content.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
            }
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("AuthFailure", answer, StringComparison.Ordinal);
        Assert.Contains("RequestId", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownKeyIsNotFound() =>
        await AssertCodeAsync("AuthFailure.SecretIdNotFound", new Signer { SecretId = "AKIDNOBODY" });

    [Fact]
    public async Task AWrongSecretFails() =>
        await AssertCodeAsync("AuthFailure.SignatureFailure", new Signer { SecretKey = "another" });

    [Fact]
    public async Task AnotherServiceFails() =>
        await AssertCodeAsync("AuthFailure.SignatureFailure", new Signer { Service = "cvm" });

    [Fact]
    public async Task AnotherHostFails() =>
        await AssertCodeAsync("AuthFailure.SignatureFailure", new Signer { Host = "example.com" });

    [Fact]
    public async Task TheHostMayBeSignedWithoutItsPort() => await AssertCodeAsync("OK", new Signer { Host = "127.0.0.1" });

    [Theory]
    [InlineData("SKIP")]
    [InlineData("TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2025-11-23/ecm/tc3_request, SignedHeaders=host, Signature=00")]
    public async Task WhatIsNoSignatureFails(string authorization) =>
        await AssertCodeAsync("AuthFailure.SignatureFailure", new Signer { Authorization = authorization });

    [Fact]
    public async Task ALastingKeyHasNoToken() =>
        await AssertCodeAsync("AuthFailure.TokenFailure", new Signer { Token = "token" });

    [Theory]
    [InlineData(-300, "OK")]
    [InlineData(300, "OK")]
    [InlineData(-301, "AuthFailure.SignatureExpire")]
    [InlineData(301, "AuthFailure.SignatureExpire")]
    public async Task TheClockMayBeFiveMinutesOff(int seconds, string code) =>
        await AssertCodeAsync(code, new Signer { At = new VirtualClock().GetUtcNow().AddSeconds(seconds) });

    [Fact]
    public async Task AServerWhoseClockIsOffTellsItsTime()
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Emulator.ClockSkew = TimeSpan.FromHours(1);

        using var refused = await lab.Client.SendAsync("DescribeAddresses", JsonSerializer.Serialize(Nothing));
        var itsTime = refused.Headers.Date!.Value;

        var answer = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("SignatureExpire", answer, StringComparison.Ordinal);
        Assert.Equal(lab.Clock.GetUtcNow().AddHours(1), itsTime);
        Assert.Equal("OK", await lab.Client.CodeOfAsync("DescribeAddresses", Nothing, new Signer { At = itsTime }));
    }

    [Theory]
    [InlineData("soon", "InvalidParameterValue.InvalidPublicParam")]
    [InlineData("", "MissingParameter")]
    public async Task TheTimestampMustBeThereAndANumber(string timestamp, string code) =>
        await AssertCodeAsync(code, new Signer { Timestamp = timestamp });

    [Fact]
    public async Task WithoutTheLanguageMessagesAreChinese()
    {
        await using var lab = await Lab.StartAsync();
        var answer = await lab.Client.CallAsync("AssociateAddress", Nothing, new Signer { Language = null });

        Assert.Contains("请求", answer.GetProperty("Error").GetProperty("Message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ModifyAddress", "2019-07-19", "InvalidAction")]
    [InlineData("AssumeRole", "2019-07-19", "InvalidAction")]
    [InlineData("AssociateAddress", "2017-03-12", "NoSuchVersion")]
    [InlineData("AssociateAddress", "", "MissingParameter")]
    public async Task TheActionAndItsVersionMustBeKnown(string action, string version, string code)
    {
        await using var lab = await Lab.StartAsync();
        Assert.Equal(code, await lab.Client.CodeOfAsync(action, Nothing, new Signer { Version = version }));
    }

    [Fact]
    public async Task AGetIsNotSupported()
    {
        await using var lab = await Lab.StartAsync();
        using var http = new HttpClient();
        var answer = await http.GetStringAsync(lab.Host.Endpoint, TestContext.Current.CancellationToken);

        Assert.Contains("UnsupportedProtocol", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherPathIsNotThere()
    {
        await using var lab = await Lab.StartAsync();
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(lab.Host.Endpoint, "other"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task AssertCodeAsync(string code, Signer signer)
    {
        await using var lab = await Lab.StartAsync();
        Assert.Equal(code, await lab.Client.CodeOfAsync("DescribeAddresses", Nothing, signer));
    }

    private static List<JsonElement> ReadVectors() =>
    [
        .. JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "tc3-vectors.json")))
            .GetProperty("vectors").EnumerateArray(),
    ];
}
