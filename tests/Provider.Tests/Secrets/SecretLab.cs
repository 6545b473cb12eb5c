using EcmEmulator;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Hostile;
using EcmProvider.Tests.Support;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Secrets;

/// <summary>A provider full of marked secrets, and all that can be heard of it.</summary>
internal sealed class SecretLab : IAsyncDisposable
{
    private const double Hurry = 200;

    private readonly Eavesdropper eavesdropper;

    private SecretLab(HurriedProvider provider, Eavesdropper eavesdropper)
    {
        Provider = provider;
        this.eavesdropper = eavesdropper;
    }

    public HurriedProvider Provider { get; }

    public EmulatorHost Emulator => Provider.Emulator;

    /// <summary>All that was heard so far, the engine's log included.</summary>
    public IEnumerable<string> Heard => eavesdropper.Heard.Concat(Provider.Engine.Lines.Select(line => line.Message));

    public static async Task<SecretLab> StartAsync(
        Func<HttpMessageHandler>? handler = null,
        bool configures = true,
        MachineFake? machine = null,
        params (string Name, PropertyValue Value)[] configuration)
    {
        var eavesdropper = new Eavesdropper();
        var provider = await HurriedProvider.StartAsync(
            Hurry,
            handler,
            new() { SecretId = Marks.SecretId, SecretKey = Marks.SecretKey, RequestsPerSecond = null, TaskDuration = TimeSpan.FromSeconds(1) },
            eavesdropper,
            machine);
        provider.Cloud.AddAddress(Marks.Eip, "203.0.113.10").AddAddress(Marks.OtherEip, "203.0.113.11");
        provider.Cloud.AddInstance(Marks.Instance, "10.0.0.5").AddInstance(Marks.OtherInstance, "10.0.0.6");
        provider.Cloud.AddNetworkInterface(Marks.Eni, [Marks.PrivateIp]).AddNetworkInterface(Marks.LookedUpEni, ["10.0.0.99"]);
        await provider.HandshakeAsync();
        var lab = new SecretLab(provider, eavesdropper);
        if (configures)
        {
            await lab.ConfigureAsync(configuration);
        }

        return lab;
    }

    public Task ConfigureAsync(params (string Name, PropertyValue Value)[] more) => ConfigureWithoutKeyAsync(
        [("secretId", Marks.Secret(Marks.SecretId)), ("secretKey", Marks.Secret(Marks.SecretKey)), .. more]);

    public Task ConfigureWithoutKeyAsync(params (string Name, PropertyValue Value)[] more) => Provider.ConfigureAsync(Some.Map(
    [
        ("ecmRegion", PropertyValue.Of(TestProvider.Region)),
        ("endpoint", PropertyValue.Of(Emulator.Endpoint.ToString())),
        ("stsEndpoint", PropertyValue.Of(Emulator.Endpoint.ToString())),
        ("maxRetries", PropertyValue.Of(1)),
        .. more,
    ]));

    /// <summary>Whatever a resource and the functions do, whether it works out or not.</summary>
    public async Task TryEverythingAsync(PropertyMap state)
    {
        await CreateAsync(preview: true);
        await CreateAsync(Marks.EniInputs(), "eni", preview: true);
        await CreateAsync(timeout: 10);
        await CreateAsync(Marks.EniInputs(), "eni", timeout: 10);
        await ReadAsync(state: state, inputs: Marks.Inputs());
        await UpdateAsync(state.With("addressStatus", PropertyValue.Of("BINDING")).With("taskId", PropertyValue.Of("1")), timeout: 10);
        await TryFunctionsAsync();
        await DeleteAsync(state, timeout: 10);
    }

    /// <summary>Calls of the functions with secret arguments.</summary>
    public async Task TryFunctionsAsync()
    {
        await InvokeAsync("getAddress", ("addressId", Marks.Secret(Marks.OtherEip)));
        await InvokeAsync("getAddress", ("addressIp", Marks.Secret(Marks.PrivateIp)));
        await InvokeAsync("getAddresses", ("addressIds", List(Marks.Secret(Marks.OtherEip))));
        await InvokeAsync("getAddresses", ("filters", List(Filter("address-name", Marks.OtherEip))));
        await InvokeAsync("getNetworkInterfaces", ("networkInterfaceIds", new PropertyValue.Secret(List(PropertyValue.Of(Marks.LookedUpEni)))));
    }

    public static PropertyValue.Object Filter(string name, string value) =>
        new(Some.Map(("name", PropertyValue.Of(name)), ("values", List(Marks.Secret(value)))));

    public static PropertyValue.Array List(params PropertyValue[] items) => new([.. items]);

    public Task<Outcome> CreateAsync(PropertyMap? inputs = null, string name = "web", double timeout = 60, bool preview = false) => Outcome.OfAsync(async () =>
    {
        var made = await Provider.Client.CreateAsync(new()
        {
            Urn = Some.Urn(name),
            Properties = PropertyMarshaler.Marshal(inputs ?? Marks.Inputs()),
            Timeout = timeout,
            Preview = preview,
        });
        return new(made.Id, PropertyMarshaler.Unmarshal(made.Properties), PropertyMap.Empty, false, null, null);
    });

    public Task<Outcome> ReadAsync(string? id = null, PropertyMap? state = null, PropertyMap? inputs = null) => Outcome.OfAsync(async () =>
    {
        var read = await Provider.Client.ReadAsync(new()
        {
            Id = id ?? Marks.Id(),
            Urn = Some.Urn("web"),
            Properties = state is null ? null : PropertyMarshaler.Marshal(state),
            Inputs = inputs is null ? null : PropertyMarshaler.Marshal(inputs),
            Timeout = 60,
        });
        return new(read.Id, PropertyMarshaler.Unmarshal(read.Properties), PropertyMarshaler.Unmarshal(read.Inputs), false, null, null);
    });

    public Task<Outcome> UpdateAsync(PropertyMap state, bool preview = false, double timeout = 60) => Outcome.OfAsync(async () =>
    {
        var inputs = PropertyMarshaler.Marshal(Marks.Inputs());
        var made = await Provider.Client.UpdateAsync(new()
        {
            Id = Marks.Id(),
            Urn = Some.Urn("web"),
            Olds = PropertyMarshaler.Marshal(state),
            OldInputs = inputs,
            News = inputs,
            Timeout = timeout,
            Preview = preview,
        });
        return new(Marks.Id(), PropertyMarshaler.Unmarshal(made.Properties), PropertyMap.Empty, false, null, null);
    });

    public Task<Outcome> DeleteAsync(PropertyMap? state = null, double timeout = 60) => Outcome.OfAsync(async () =>
    {
        await Provider.Client.DeleteAsync(new()
        {
            Id = Marks.Id(),
            Urn = Some.Urn("web"),
            Properties = PropertyMarshaler.Marshal(state ?? Marks.Inputs()),
            OldInputs = PropertyMarshaler.Marshal(Marks.Inputs()),
            Timeout = timeout,
        });
        return new(string.Empty, PropertyMap.Empty, PropertyMap.Empty, false, null, null);
    });

    public Task<Outcome> InvokeAsync(string function, params (string Name, PropertyValue Value)[] args) => Outcome.OfAsync(async () =>
    {
        var answer = await Provider.Client.InvokeAsync(new()
        {
            Tok = "ecm:index:" + function,
            Args = PropertyMarshaler.Marshal(Some.Map(args)),
        });
        return new(string.Empty, PropertyMarshaler.Unmarshal(answer.Return), PropertyMap.Empty, false, null, null);
    });

    public async Task<CheckResponse> CheckAsync(params (string Name, PropertyValue Value)[] inputs) =>
        await Provider.Client.CheckAsync(new() { Urn = Some.Urn("web"), News = PropertyMarshaler.Marshal(Some.Map(inputs)) });

    /// <summary>Demands that there was something to hear, that it shows no mark, and counts it.</summary>
    public int AssertTellsNoSecret(string mustHave = "[secret]")
    {
        var heard = Heard.ToList();
        Assert.Contains(heard, text => text.Contains(mustHave, StringComparison.Ordinal));
        Assert.All(heard, text => Assert.False(Marks.In(text) is { } mark, $"shows {Marks.In(text)}: {text}"));
        return heard.Count;
    }

    public ValueTask DisposeAsync() => Provider.DisposeAsync();
}
