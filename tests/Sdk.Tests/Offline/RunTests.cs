using Grpc.Core;
using Pulumi;
using Pulumi.Ecm;
using Pulumirpc;
using Sdk.Tests.Engine;
using Xunit;

namespace Sdk.Tests.Offline;

/// <summary>How a program ends, and what the user is told.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task AProgramThatSucceedsEndsWithZeroAfterTheEngineIsDone()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await engine.RunAsync(() => new Dictionary<string, object?> { ["a"] = 1, ["none"] = null });

        Assert.Equal(0, exitCode);
        Assert.Equal("""{"a":1}""", engine.StackOutputs().ToJsonString());
        Assert.Equal("SignalAndWaitForShutdown", engine.Calls[^1].Method);
    }

    [Fact]
    public async Task AnEngineWithoutTheShutdownCallIsFine()
    {
        await using var engine = await RecordingEngine.StartAsync(request => request is Google.Protobuf.WellKnownTypes.Empty
            ? throw new RpcException(new(StatusCode.Unimplemented, "unknown method"))
            : null);

        Assert.Equal(0, await engine.RunAsync(() => { }));
    }

    [Fact]
    public async Task AnErrorOfTheUsersIsShownWithoutAStackTrace()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await engine.RunAsync(new Action(() => throw new RunException("no such region")));

        Assert.Equal(32, exitCode);
        Assert.Equal("no such region", Assert.Single(engine.Errors));
        Assert.DoesNotContain(engine.Calls, call => call.Method == "SignalAndWaitForShutdown");
    }

    [Fact]
    public async Task AnExceptionIsShownWithItsStackTrace()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await engine.RunAsync(new Action(() => throw new InvalidOperationException("a bug")));

        Assert.Equal(32, exitCode);
        var error = Assert.Single(engine.Errors);
        Assert.Contains("a bug", error, StringComparison.Ordinal);
        Assert.Contains(nameof(AnExceptionIsShownWithItsStackTrace), error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExceptionInApplyFailsTheProgramAndIsToldOnce()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await engine.RunAsync(() =>
        {
            var failing = Output.Create(1).Apply(int (_) => throw new RunException("in Apply"));
            return new Dictionary<string, object?> { ["a"] = failing, ["b"] = failing.Apply(value => value + 1) };
        });

        Assert.Equal(32, exitCode);
        Assert.Equal("in Apply", Assert.Single(engine.Errors));
    }

    [Fact]
    public async Task AFailedRegistrationNamesTheResource()
    {
        await using var engine = await RecordingEngine.StartAsync(request => request is RegisterResourceRequest { Custom: true }
            ? throw new RpcException(new(StatusCode.Unknown, "the EIP \"eip-1\" is bound elsewhere"))
            : null);

        var exitCode = await engine.RunAsync(() => _ = Association());

        Assert.Equal(32, exitCode);
        Assert.Equal(
            "Registering \"web\" (ecm:index:EipAssociation) failed: the EIP \"eip-1\" is bound elsewhere", Assert.Single(engine.Errors));
    }

    [Fact]
    public async Task AnEngineThatEndsTheRunHasToldTheUserItself()
    {
        await using var engine = await RecordingEngine.StartAsync(request => request is RegisterResourceRequest { Custom: true }
            ? throw new RpcException(new(StatusCode.Unavailable, "resource monitor shut down while waiting on step's done channel"))
            : null);

        var exitCode = await engine.RunAsync(() => _ = Association());

        Assert.Equal(32, exitCode);
        Assert.Empty(engine.Errors);
        Assert.Contains(engine.Logs, log => log.Severity == LogSeverity.Debug && log.Message.Contains("\"web\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AMissingInputNamesTheResource()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await engine.RunAsync(() => _ = new EipAssociation("web", new EipAssociationArgs()));

        Assert.Equal(32, exitCode);
        Assert.Equal(
            "Resource \"web\" (ecm:index:EipAssociation): \"addressId\" of EipAssociationArgs is required but has no value. Set it.",
            Assert.Single(engine.Errors));
    }

    [Fact]
    public async Task AFunctionThatFailsTellsWhichPropertyIsWrong()
    {
        await using var engine = await RecordingEngine.StartAsync(request => request is ResourceInvokeRequest
            ? new ResourceInvokeResponse { Failures = { new CheckFailure { Property = "addressId", Reason = "does not exist" } } }
            : null);

        var exitCode = await engine.RunAsync(() => _ = GetAddress.Invoke(new GetAddressInvokeArgs { AddressId = "eip-1" }));

        Assert.Equal(32, exitCode);
        Assert.Equal(
            "Function \"ecm:index:getAddress\" failed: does not exist (property \"addressId\")", Assert.Single(engine.Errors));
    }

    [Fact]
    public async Task ALoggedErrorFailsTheRunAfterTheProgramIsThrough()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await engine.RunAsync(() =>
        {
            var web = Association();
            Log.Info("about web", web);
            Log.Error("not good");
        });

        Assert.Equal(1, exitCode);
        Assert.Equal("not good", Assert.Single(engine.Errors));
        Assert.Equal(
            "urn:pulumi:dev::edge::ecm:index:EipAssociation::web",
            Assert.Single(engine.Logs, log => log.Message == "about web").Urn);
        Assert.DoesNotContain(engine.Calls, call => call.Method == "SignalAndWaitForShutdown");
    }

    [Fact]
    public async Task AnEngineThatIsNotThereEndsTheProgramWithOne()
    {
        string address;
        await using (var engine = await RecordingEngine.StartAsync())
        {
            address = engine.Address;
        }

        var settings = new EngineSettings { Monitor = address, Engine = address, Project = "edge", Stack = "dev" };

        Assert.Equal(1, await RecordingEngine.RunAsync(() => _ = new Stack(), settings));
    }

    [Fact]
    public async Task AStackOfOnesOwnClassHasItsPropertiesAsOutputs()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await RecordingEngine.RunAsync(() => new OwnStack().RegisterOwnOutputs(), engine.Settings());

        Assert.Equal(0, exitCode);
        Assert.Equal("""{"Region":"ap-xian-ecm","secret-ip":""" + Secret("1.2.3.4") + "}", engine.StackOutputs().ToJsonString());
    }

    [Fact]
    public async Task AnOutputOfOnesOwnStackWithoutAValueIsAnError()
    {
        await using var engine = await RecordingEngine.StartAsync();

        var exitCode = await RecordingEngine.RunAsync(() => new ForgetfulStack().RegisterOwnOutputs(), engine.Settings());

        Assert.Equal(32, exitCode);
        Assert.StartsWith("Outputs of ForgetfulStack without a value", Assert.Single(engine.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsInOneProcessDoNotMeet()
    {
        var runs = Enumerable.Range(0, 8).Select(async number =>
        {
            await using var engine = await RecordingEngine.StartAsync();
            var exitCode = await RecordingEngine.RunAsync(
                () => _ = new Stack(
                    async () =>
                    {
                        await Task.Yield();
                        _ = new EipAssociation($"web-{number}", new EipAssociationArgs { AddressId = new Pulumi.Config().Require("id") });
                        return new Dictionary<string, object?> { ["number"] = new Pulumi.Config("edge").RequireInt32("number") };
                    },
                    null),
                engine.Settings(false, ("edge:id", $"eip-{number}"), ("edge:number", $"{number}")));

            Assert.Equal(0, exitCode);
            Assert.Equal($"eip-{number}", engine.Registration($"web-{number}").Request["object"]!["addressId"]!.GetValue<string>());
            Assert.Equal(number, engine.StackOutputs()["number"]!.GetValue<int>());
            Assert.Equal(2, engine.Calls.Count(call => call.Method == "RegisterResource"));
        });

        await Task.WhenAll(runs);
    }

    [Fact]
    public void OutsideARunThereIsNoDeployment()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Deployment.Instance);

        Assert.Contains("Deployment.RunAsync", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAnEngineTheProgramSaysHowToStartIt()
    {
        var error = Assert.Throws<RunException>(() => EngineSettings.From(new Dictionary<string, string?> { ["PULUMI_MONITOR"] = "x:1" }));

        Assert.Contains("PULUMI_ENGINE is not set. Run `make up`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryWayToStartEndsWithOneWhereThereIsNoEngine()
    {
        int[] exitCodes =
        [
            await Deployment.RunAsync(() => { }),
            await Deployment.RunAsync(() => new Dictionary<string, object?> { ["a"] = 1 }),
            await Deployment.RunAsync(async () => await Task.Yield()),
            await Deployment.RunAsync(async () =>
            {
                await Task.Yield();
                return new Dictionary<string, object?> { ["a"] = 1 };
            }),
            await Deployment.RunAsync<OwnStack>(),
            await Deployment.RunAsync<OwnStack>(new NoServices()),
        ];

        Assert.All(exitCodes, exitCode => Assert.Equal(1, exitCode));
    }

    [Fact]
    public void ABrokenConfigurationIsNotQuoted()
    {
        var error = Assert.Throws<RunException>(() => EngineSettings.From(new Dictionary<string, string?>
        {
            ["PULUMI_MONITOR"] = "x:1",
            ["PULUMI_ENGINE"] = "x:1",
            ["PULUMI_PROJECT"] = "edge",
            ["PULUMI_STACK"] = "dev",
            ["PULUMI_CONFIG"] = "{\"ecm:secretKey\": s3cret}",
        }));

        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    private static EipAssociation Association() =>
        new("web", new EipAssociationArgs { AddressId = "eip-1", InstanceId = "ein-1" });

    private static string Secret(string value) =>
        $"{{\"{Pulumi.Serialization.Wire.SignatureKey}\":\"{Pulumi.Serialization.Wire.SecretSignature}\",\"value\":\"{value}\"}}";

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class OwnStack : Stack
    {
        [Output]
        public Output<string> Region { get; private set; } = Output.Create("ap-xian-ecm");

        [Output("secret-ip")]
        public Output<string> Ip { get; private set; } = Output.CreateSecret("1.2.3.4");
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output]
        public Output<string> Region { get; private set; } = null!;
    }
}
