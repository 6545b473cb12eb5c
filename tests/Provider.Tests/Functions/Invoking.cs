using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Pulumirpc;
using Xunit;

namespace EcmProvider.Tests.Functions;

/// <summary>Calls of the functions, as an engine makes them; what a function answers is the outcome's state.</summary>
internal static class Invoking
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public static Task<Outcome> GetAddressAsync(this TestProvider provider, params (string Name, PropertyValue Value)[] args) =>
        provider.InvokeAsync("ecm:index:getAddress", args);

    public static Task<Outcome> GetAddressesAsync(this TestProvider provider, params (string Name, PropertyValue Value)[] args) =>
        provider.InvokeAsync("ecm:index:getAddresses", args);

    public static Task<Outcome> GetNetworkInterfacesAsync(this TestProvider provider, params (string Name, PropertyValue Value)[] args) =>
        provider.InvokeAsync("ecm:index:getNetworkInterfaces", args);

    public static Task<Outcome> ListByAsync(
        this TestProvider provider, Function function, params (string Name, PropertyValue Value)[] args) =>
        provider.InvokeAsync("ecm:index:" + function.Name, args);

    public static Task<Outcome> InvokeAsync(
        this TestProvider provider, string token, params (string Name, PropertyValue Value)[] args) =>
        provider.LetPassUntilAsync(provider.BeginInvoke(token, args));

    /// <summary>Lets time pass until the call, or calls, have ended.</summary>
    public static async Task<T> LetPassUntilAsync<T>(this TestProvider provider, Task<T> call)
    {
        // In small steps: nothing here ticks by itself, and a slow machine must not make the clock leap to the call's timeout.
        await using var steps = provider.Clock.CreateTimer(static _ => { }, null, Step, Step);
        return await provider.Clock.RunAsync(call);
    }

    /// <summary>The call alone: the clock is left to the test.</summary>
    public static Task<Outcome> BeginInvoke(
        this TestProvider provider,
        string token,
        IEnumerable<(string Name, PropertyValue Value)> args,
        CancellationToken cancellationToken = default) =>
        Outcome.OfAsync(async () =>
        {
            var request = new InvokeRequest { Tok = token, Args = PropertyMarshaler.Marshal(Some.Map([.. args])) };
            var response = await provider.Client.InvokeAsync(request, cancellationToken: cancellationToken);
            Assert.Empty(response.Failures);
            return new(string.Empty, PropertyMarshaler.Unmarshal(response.Return), PropertyMap.Empty, false, null, null);
        });

    /// <summary>The objects of a list in the answer.</summary>
    public static IReadOnlyList<PropertyMap> ListOf(this Outcome outcome, string name) =>
        [.. Assert.IsType<PropertyValue.Array>(outcome.State.Get(name)).Items.Select(item => Assert.IsType<PropertyValue.Object>(item).Properties)];

    /// <summary>One property of each object of a list in the answer.</summary>
    public static IEnumerable<string> TextsOf(this Outcome outcome, string list, string name) =>
        outcome.ListOf(list).Select(item => Assert.IsType<PropertyValue.String>(item.Get(name)).Value);

    public static PropertyValue Text(string text) => PropertyValue.Of(text);

    public static PropertyValue Texts(params IEnumerable<string> texts) => List(texts.Select(Text));

    public static PropertyValue List(params IEnumerable<PropertyValue> items) => new PropertyValue.Array([.. items]);

    public static PropertyValue Filter(string name, params string[] values) =>
        new PropertyValue.Object(Some.Map(("name", Text(name)), ("values", Texts(values))));
}
