using CsCheck;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumirpc;
using static EcmProvider.Tests.Hostile.HostileValues;

namespace EcmProvider.Tests.Hostile;

/// <summary>Requests to every method, from nearly right to absurd; the same ones for the same seed.</summary>
internal static class HostileCalls
{
    private static readonly Gen<string> Ids = Gen.Frequency(
        (2, (IGen<string>)Gen.OneOf(Some.Id(), "ap-xian-ecm/eip-11112222", "ap-xian-ecm/eip-11112222/eni-99990000/10.0.0.12")), (3, Texts));

    private static readonly Gen<string> Urns = Gen.Frequency((4, (IGen<string>)Gen.Const(Some.Urn("web"))), (1, Texts));

    private static readonly Gen<string> Types = Gen.Frequency((6, (IGen<string>)Gen.OneOf(Some.Type, "")), (1, Texts));

    private static readonly Gen<Struct?> Inputs = Maybe(Maps(
        ("addressId", Text(Some.Eip)), ("instanceId", Text(Some.Instance)), ("ecmRegion", Text(TestProvider.Region)), ("networkInterfaceId", Text(Some.Eni)),
        ("privateIpAddress", Text(Some.PrivateIp)), ("allowReassociation", Value.ForBool(false)), ("reallocateNormalPublicIp", Value.ForBool(true))));

    private static readonly Gen<Struct?> States = Maybe(Maps(
        ("addressId", Text(Some.Eip)), ("instanceId", Text(Some.Instance)), ("ecmRegion", Text(TestProvider.Region)), ("addressIp", Text("203.0.113.10")),
        ("addressStatus", Text("BIND")), ("taskId", Text("task-1")), ("bandwidth", Value.ForNumber(5))));

    private static readonly Gen<Struct?> Configurations = Maybe(Maps(
        ("secretId", Text("AKIDEXAMPLE")), ("secretKey", Text("sKEXAMPLE")), ("securityToken", Text("token")), ("ecmRegion", Text(TestProvider.Region)),
        ("endpoint", Text("https://ecm.example")), ("stsEndpoint", Text("https://sts.example")), ("maxRequestsPerSecond", Text("20")), ("maxRetries", Text("1")),
        ("previewValidation", Text("true")), ("detectDrift", Text("false")), ("assumeRole", Text("{\"roleArn\":\"qcs::cam::uin/1:roleName/x\"}"))));

    private static readonly Gen<Struct?> Arguments = Maybe(Maps(
        ("ecmRegion", Text(TestProvider.Region)), ("addressId", Text(Some.Eip)), ("addressIp", Text("203.0.113.10")), ("networkInterfaceIds", Value.ForList(Text(Some.Eni))),
        ("addressIds", Value.ForList(Text(Some.Eip))), ("filters", Value.ForList(Value.ForStruct(new Struct { Fields = { ["name"] = Text("address-name"), ["values"] = Value.ForList(Text("x")) } })))));

    /// <summary>How a run of an engine begins; what is sent here changes what comes after.</summary>
    public static IReadOnlyDictionary<string, Gen<IMessage>> OfRuns { get; } = new Dictionary<string, Gen<IMessage>>
    {
        ["Handshake"] = Texts.Select(IMessage (address) => new ProviderHandshakeRequest { EngineAddress = address, RootDirectory = address }),
        ["Attach"] = Texts.Select(IMessage (address) => new PluginAttach { Address = address }),
        ["Configure"] = Gen.Select(Configurations, Gen.Select(Texts, Texts).Array[0, 3], IMessage (args, variables) =>
        {
            var request = new ConfigureRequest { Args = args };
            foreach (var (key, value) in variables)
            {
                request.Variables[key] = value;
            }

            return request;
        }),
        ["Cancel"] = Gen.Const(IMessage () => new Empty()),
    };

    /// <summary>What an engine asks in a run.</summary>
    public static IReadOnlyDictionary<string, Gen<IMessage>> OfResources { get; } = new Dictionary<string, Gen<IMessage>>
    {
        // Methods that the provider does not have: what is in them is read by nobody.
        ["Parameterize"] = Texts.Select(IMessage (text) => new InvokeRequest { Tok = text }),
        ["GetMapping"] = Texts.Select(IMessage (text) => new InvokeRequest { Tok = text }),
        ["GetMappings"] = Texts.Select(IMessage (text) => new InvokeRequest { Tok = text }),
        ["Construct"] = Gen.Select(Texts, Inputs, IMessage (text, inputs) => new InvokeRequest { Tok = text, Args = inputs }),
        ["Call"] = Gen.Select(Texts, Inputs, IMessage (text, args) => new InvokeRequest { Tok = text, Args = args }),
        ["GetSchema"] = Texts.Select(IMessage (text) => new GetSchemaRequest { Version = int.MinValue, SubpackageName = text, SubpackageVersion = text }),
        ["GetPluginInfo"] = Gen.Const(IMessage () => new Empty()),
        ["List"] = Gen.Select(Texts, Arguments, Gen.Long, IMessage (token, query, number) => new ListRequest
        {
            Token = number % 2 == 0 ? Some.Type : token,
            Query = query,
            Limit = number,
            PageSize = -number,
            ContinuationToken = token,
        }),
        ["CheckConfig"] = Gen.Select(Urns, Configurations, Configurations, IMessage (urn, olds, news) => new CheckRequest { Urn = urn, Olds = olds, News = news }),
        ["DiffConfig"] = Gen.Select(Ids, Urns, Configurations, IMessage (id, urn, news) => new DiffRequest { Id = id, Urn = urn, News = news }),
        ["Check"] = Gen.Select(Urns, Types, Inputs, Inputs, IMessage (urn, type, olds, news) => new CheckRequest { Urn = urn, Type = type, Olds = olds, News = news }),
        ["Diff"] = Gen.Select(Ids, Urns, Types, States, Inputs, Inputs, IMessage (id, urn, type, state, olds, news) =>
            new DiffRequest { Id = id, Urn = urn, Type = type, Olds = state, OldInputs = olds, News = news, IgnoreChanges = { id } }),
        ["Create"] = Gen.Select(Urns, Types, Inputs, Numbers, Gen.Bool, IMessage (urn, type, inputs, timeout, preview) =>
            new CreateRequest { Urn = urn, Type = type, Properties = inputs, Timeout = timeout, Preview = preview }),
        ["Read"] = Gen.Select(Ids, Urns, Types, States, Inputs, Numbers, IMessage (id, urn, type, state, inputs, timeout) =>
            new ReadRequest { Id = id, Urn = urn, Type = type, Properties = state, Inputs = inputs, Timeout = timeout }),
        ["Update"] = Gen.Select(Ids, Types, States, Inputs, Inputs, Numbers, Gen.Bool, IMessage (id, type, state, olds, news, timeout, preview) =>
            new UpdateRequest { Id = id, Urn = Some.Urn("web"), Type = type, Olds = state, OldInputs = olds, News = news, Timeout = timeout, Preview = preview }),
        ["Delete"] = Gen.Select(Ids, Urns, Types, States, Inputs, Numbers, IMessage (id, urn, type, state, inputs, timeout) =>
            new DeleteRequest { Id = id, Urn = urn, Type = type, Properties = state, OldInputs = inputs, Timeout = timeout }),
        ["Invoke"] = Gen.Select(
            Gen.Frequency((4, (IGen<string>)Gen.OneOf("ecm:index:getAddress", "ecm:index:getAddresses", "ecm:index:getNetworkInterfaces")), (1, Texts)),
            Arguments,
            IMessage (token, args) => new InvokeRequest { Tok = token, Args = args }),
    };

    /// <summary>So many requests to a method.</summary>
    public static IEnumerable<RawCall> Sample(string method, Gen<IMessage> requests, int count, ulong seed) =>
        Take(requests, count, seed).Select(request => new RawCall(method, request.ToByteArray()));

    /// <summary>The first values of a generator for a seed.</summary>
    public static IEnumerable<T> Take<T>(Gen<T> generator, int count, ulong seed)
    {
        var random = new PCG(1, seed);
        for (var i = 0; i < count; i++)
        {
            yield return generator.Generate(random, null, out _);
        }
    }

    private static Value Text(string text) => Value.ForString(text);

    private static Gen<Struct?> Maybe(Gen<Struct> maps) => Gen.Frequency((8, (IGen<Struct?>)maps), (1, Gen.Const((Struct?)null)));
}
