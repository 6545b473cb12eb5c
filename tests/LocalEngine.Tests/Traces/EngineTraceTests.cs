using LocalEngine.Tests.Fakes;
using Pulumirpc;
using Xunit;

namespace LocalEngine.Tests.Traces;

/// <summary>
/// The engine sends a provider what a real engine sent: each recorded history is run from its first step to its last, with the
/// state that this engine itself kept in between, and the recorded answers.
/// </summary>
public sealed class EngineTraceTests
{
    private const string Moved = "addressId: eip-11112222, instanceId: ein-55556666";
    private const string Reallocating = Moved + ", reallocateNormalPublicIp: true";
    private const string One = "addressId: eip-11110000, instanceId: ";
    private const string Two = "addressId: eip-22220000, instanceId: ";

    private static readonly string Timed = Some.Web(options: "customTimeouts: { create: 3s, update: 2s }");
    private static readonly string Pair =
        Some.Web(One + "ein-11110000", name: "one") + Some.Association("two", Two + "ein-22220000");
    private static readonly string Swapped =
        Some.Web(One + "ein-22220000", name: "one") + Some.Association("two", Two + "ein-11110000");
    private static readonly string CreateFirst = "deleteBeforeReplace: false";
    private static readonly string Reassociating = "addressId: eip-11112222, allowReassociation: true, instanceId: ";

    [Fact]
    public Task AnAssociationFromItsPreviewToItsEnd() => HistoryAsync(
        new("preview-create", Operation.Preview, Some.Web()),
        new("up-create", Operation.Up, Some.Web()),
        new("up-same", Operation.Up, Some.Web()),
        new("preview-replace", Operation.Preview, Some.Web(Moved)),
        new("up-replace", Operation.Up, Some.Web(Moved)),
        new("preview-update", Operation.Preview, Some.Web(Reallocating)),
        new("up-update", Operation.Up, Some.Web(Reallocating)),
        new("refresh-same", Operation.Refresh),
        new("up-refresh-same", Operation.Up, Some.Web(Reallocating)) { RefreshFirst = true },
        new("refresh-gone", Operation.Refresh),
        new("up-after-gone", Operation.Up, Some.Web(Reallocating)),
        new("refresh-moved", Operation.Refresh),
        new("up-after-moved", Operation.Up, Some.Web(Reallocating)),
        new("destroy", Operation.Destroy));

    [Fact]
    public Task ACreateThatOutlivesItsTimeoutIsGoneOnWithByTheNextUpdates() => HistoryAsync(
        new("up-create-timeout", Operation.Up, Timed) { Fails = "task 123 was still RUNNING" },
        new("preview-after-timeout", Operation.Preview, Timed),
        new("up-after-timeout-still-running", Operation.Up, Timed) { Fails = "task 123 was still RUNNING" },
        new("up-after-timeout-done", Operation.Up, Timed));

    [Fact]
    public Task ARejectedCreateThenInputsThatDoNotPass() => HistoryAsync(
        new("up-create-rejected", Operation.Up, Some.Web()) { Fails = "UnsupportedOperation.AlreadyBindEip" },
        new("check-failures", Operation.Up, Some.Web("addressId: eip-11112222, instanceId: ein-33334444, networkInterfaceId: eni-1"))
        {
            Fails = "property networkInterfaceId value {\"eni-1\"} has a problem: instanceId and networkInterfaceId exclude each other",
        });

    [Fact]
    public Task AnImportByTheShortIdAndOneOfNothing() => HistoryAsync(
        new("import-short", Operation.Import) { Import = new("ecm:index:EipAssociation", "web", "ap-xian-ecm/eip-11112222") },
        new("up-after-import", Operation.Up, Some.Web(options: "protect: true")),
        new("import-missing", Operation.Import)
        {
            Import = new("ecm:index:EipAssociation", "nope", "ap-xian-ecm/eip-99990000"),
            Fails = "ap-xian-ecm/eip-99990000",
        });

    [Fact]
    public Task AnAssociationThatIsReadBeforeEveryUpdate() => HistoryAsync(
        new("rbu-create", Operation.Up, Some.Web()),
        new("rbu-preview-same", Operation.Preview, Some.Web()),
        new("rbu-preview-gone", Operation.Preview, Some.Web()),
        new("rbu-up-gone", Operation.Up, Some.Web()),
        new("rbu-destroy", Operation.Destroy));

    [Fact]
    public Task AnAssociationRenamedWithoutAnAlias() => HistoryAsync(
        new(null, Operation.Up, Some.Web()),
        new("preview-renamed", Operation.Preview, Some.Web(name: "front")),
        new("up-renamed", Operation.Up, Some.Web(name: "front")));

    [Fact]
    public Task TwoAssociationsThatSwapTheirInstances() => HistoryAsync(
        new(null, Operation.Up, Pair),
        new("preview-swapped", Operation.Preview, Swapped),
        new("up-swapped", Operation.Up, Swapped));

    [Fact]
    public Task AReplacementThatCreatesFirst() => HistoryAsync(
        new(null, Operation.Up, Some.Web(Reassociating + "ein-33334444", CreateFirst)),
        new("up-replace-create-first", Operation.Up, Some.Web(Reassociating + "ein-55556666", CreateFirst)));

    [Fact]
    public Task AFunctionThatAnswersThenOneThatRefuses() => HistoryAsync(
        new("invoke", Operation.Up, "outputs:\n  ip: { fn::ecm:getAddress: { addressId: eip-11112222 } }\n"),
        new("invoke-failure", Operation.Preview, "outputs:\n  ip: { fn::ecm:getAddress: { ecmRegion: ap-xian-ecm } }\n")
        {
            Fails = "addressId or addressIp is required",
        });

    [Fact]
    public Task AnExplicitProviderWhoseConfigurationIsUnknownAtFirst()
    {
        var program = Some.Web("addressId: eip-99990000, instanceId: ein-99990000", name: "seed") +
            """
              cloud:
                type: pulumi:providers:ecm
                properties:
                  ecmRegion: ap-xian-ecm
                  endpoint: http://127.0.0.1:7000
                  secretId: { fn::secret: AKIDEXAMPLE }
                  secretKey: { fn::secret: sKEXPLICIT }
                  maxRequestsPerSecond: 5
                  previewValidation: false
                  assumeRole: { roleArn: "qcs::cam::uin/12345678:roleName/test", sessionDuration: 3600, externalId: "${seed.taskId}" }

            """ + Some.Association("web", "addressId: eip-11112222, instanceId: ein-33334444", "provider: \"${cloud}\"");
        return HistoryAsync(
            new("preview-explicit-provider-unknown-config", Operation.Preview, program),
            new("up-explicit-provider", Operation.Up, program));
    }

    [Fact]
    public Task ConfigurationOfTheStackArrivesAsTextAndSecretsStaySecret() => HistoryAsync(
        new Step("preview-json-config", Operation.Preview, Some.Web())
        {
            Config = new Dictionary<string, string>(TestStack.Config)
            {
                ["ecm:assumeRole"] =
                    """{"externalId":"shh","roleArn":"qcs::cam::uin/12345678:roleName/test","sessionDuration":3600}""",
                ["ecm:maxRequestsPerSecond"] = "5",
                ["ecm:previewValidation"] = "false",
            },
            SecretKeys = ["ecm:secretId", "ecm:secretKey", "ecm:assumeRole"],
        });

    [Fact]
    public Task UnknownsAndSecretsArriveAsSuch() => HistoryAsync(
        new Step("preview-unknowns-and-secrets", Operation.Preview,
            Some.Web("addressId: { fn::secret: eip-11112222 }, networkInterfaceId: eni-55556666, privateIpAddress: 10.0.0.7")
            + Some.Association("second", "addressId: eip-33334444, instanceId: \"${web.taskId}\"")));

    [Fact]
    public Task AProgramWithAnExplicitProviderAFunctionAndAnAssociation() => HistoryAsync(
        new Step("node-preview", Operation.Preview,
            """
            variables:
              found: { fn::invoke: { function: ecm:getAddress, arguments: { addressId: eip-11112222 }, options: { provider: "${cloud}" } } }
            resources:
              cloud:
                type: pulumi:providers:ecm
                properties:
                  assumeRole: '{"roleArn":"qcs::cam::uin/12345678:roleName/test","sessionDuration":3600}'
                  ecmRegion: ap-xian-ecm
                  endpoint: http://127.0.0.1:7000
                  maxRequestsPerSecond: "5"
                  previewValidation: "false"
                  secretId: { fn::secret: AKIDEXAMPLE }
                  secretKey: { fn::secret: sKNODE }
                options: { version: 0.1.0 }
              web:
                type: ecm:EipAssociation
                properties:
                  addressId: ${found.addressId}
                  instanceId: ein-33334444
                  allowReassociation: false
                  reallocateNormalPublicIp: false
                options: { provider: "${cloud}", customTimeouts: { create: 5m } }

            """));

    [Fact]
    public async Task CtrlCReachesTheProviderWhileCreateWaits()
    {
        await using var provider = await FakeProvider.StartAsync();
        using var stack = new TestStack();
        using var stop = new CancellationTokenSource();
        var cancelled = new TaskCompletionSource();
        var trace = Trace.Load("up-cancelled");
        var replies = new TraceReplies(trace)
        {
            Before = async call =>
            {
                if (call.Method == "Create")
                {
                    await stop.CancelAsync();
                    await cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
                }
            },
        };
        provider.Intercept = call =>
        {
            if (call.Method == "Cancel")
            {
                cancelled.TrySetResult();
            }

            return replies.AnswerAsync(call);
        };

        var result = await Engine.RunAsync(stack.Options(Operation.Up, provider), stack.Yaml(Some.Web()), stop.Token);

        Assert.False(result.Succeeded);
        Assert.Equal(["task 123 was still RUNNING"], result.Resource("web")!.InitErrors);
        AssertSame(trace, provider.Calls);
    }

    [Fact]
    public async Task AProviderIsGreetedAsARealEngineDoes()
    {
        await using var provider = await FakeProvider.StartAsync();
        using var stack = new TestStack();
        await stack.SucceedAsync(Operation.Preview, provider, Some.Web());

        var greeting = provider.Requests<ProviderHandshakeRequest>()[0];
        var expected = Google.Protobuf.JsonParser.Default.Parse<ProviderHandshakeRequest>(Trace.Load("up-create")[0].Request.ToJsonString());
        (expected.RootDirectory, expected.ProgramDirectory) = (stack.Folder, stack.Folder);
        expected.EngineAddress = expected.MapperTarget = expected.LoaderTarget = expected.ResolverTarget = greeting.EngineAddress;
        Assert.Equal(expected, greeting);
        Assert.Equal(["Handshake", "GetPluginInfo", "CheckConfig"], provider.Calls.Select(c => c.Method).Where(m => m != "Attach").Take(3));
        Assert.Equal(["Cancel", "Cancel"], provider.Calls.Select(c => c.Method).TakeLast(2));
    }

    private static async Task HistoryAsync(params Step[] steps)
    {
        await using var provider = await FakeProvider.StartAsync();
        using var stack = new TestStack();
        foreach (var step in steps)
        {
            provider.Forget();
            var trace = step.Trace is null ? null : Trace.Load(step.Trace);
            provider.Intercept = trace is null
                ? _ => Task.FromResult<Google.Protobuf.IMessage?>(null)
                : new TraceReplies(trace).AnswerAsync;
            var options = stack.Options(step.Operation, provider) with
            {
                RefreshFirst = step.RefreshFirst,
                Import = step.Import,
                Config = step.Config,
                SecretConfigKeys = step.SecretKeys,
            };
            var result = await Engine.RunAsync(
                options, step.Program is null ? null : stack.Yaml(step.Program), TestContext.Current.CancellationToken);

            Assert.True(result.Succeeded == (step.Fails is null), $"{step.Trace}: {result.Errors()}");
            Assert.Contains(step.Fails ?? "", result.Errors(), StringComparison.Ordinal);
            if (trace is not null)
            {
                AssertSame(trace, provider.Calls);
            }
        }
    }

    // Between resources the order is the program's business; of one resource it is the engine's.
    private static void AssertSame(IReadOnlyList<TracedCall> trace, IReadOnlyList<Call> calls)
    {
        var expected = Trace.Normalised(trace).GroupBy(c => c.Urn).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var actual = Trace.Normalised(calls).GroupBy(c => c.Urn).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Select(g => $"{g.Key}: {Methods(g)}"), actual.Select(g => $"{g.Key}: {Methods(g)}"));
        Assert.Equal(expected.SelectMany(g => g).Select(c => c.Request), actual.SelectMany(g => g).Select(c => c.Request));
        Assert.Contains(calls, c => c.Method == "Cancel");

        // With one resource there is but one order.
        if (expected.Count(g => g.Key.Contains("EipAssociation", StringComparison.Ordinal)) == 1)
        {
            Assert.Equal(Methods(Trace.Normalised(trace)), Methods(Trace.Normalised(calls)));
        }

        static string Methods(IEnumerable<(string Method, string Urn, string Request)> calls) => string.Join(' ', calls.Select(c => c.Method));
    }

    private sealed record Step(string? Trace, Operation Operation, string? Program = null)
    {
        /// <summary>What the error says; null when the step goes well.</summary>
        public string? Fails { get; init; }

        public bool RefreshFirst { get; init; }

        public ImportTarget? Import { get; init; }

        public IReadOnlyDictionary<string, string> Config { get; init; } = TestStack.Config;

        public IReadOnlyCollection<string> SecretKeys { get; init; } = ["ecm:secretId", "ecm:secretKey"];
    }
}
