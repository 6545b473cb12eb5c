using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Calls a function whose arguments may be outputs. It is not called while they, or what it waits for, are unknown.</summary>
    internal async Task<OutputData<T>> InvokeOutputAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var serializer = new Serializer(await FormAsync(outputValues: false).ConfigureAwait(false));
        var arguments = await SerializeArgumentsAsync(serializer, token, args).ConfigureAwait(false);
        var awaited = options is InvokeOutputOptions { DependsOn: var list }
            ? await ResourcesAsync(list).ConfigureAwait(false)
            : [];
        var resources = serializer.Resources.ToImmutableHashSet().Union(awaited);

        if (serializer.SawUnknown || !await AllExistAsync(resources).ConfigureAwait(false))
        {
            return OutputData<T>.Unknown(resources, serializer.SawSecret);
        }

        var data = await InvokeAsync<T>(token, arguments, options).ConfigureAwait(false);
        return data with { Resources = data.Resources.Union(resources), IsSecret = data.IsSecret || serializer.SawSecret };
    }

    /// <summary>Calls a function with plain arguments.</summary>
    internal async Task<T> InvokePlainAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var serializer = new Serializer(await FormAsync(outputValues: false).ConfigureAwait(false));
        var arguments = await SerializeArgumentsAsync(serializer, token, args).ConfigureAwait(false);
        if (serializer.SawUnknown)
        {
            throw new RunException($"Function \"{token}\" was called with an argument that is not known yet. Use Invoke, which can wait.");
        }

        var data = await InvokeAsync<T>(token, arguments, options).ConfigureAwait(false);
        return data.IsKnown
            ? data.Value
            : throw new RunException($"The result of function \"{token}\" is not known yet. Use Invoke, which can wait.");
    }

    private static async Task<Struct> SerializeArgumentsAsync(Serializer serializer, string token, InvokeArgs args)
    {
        try
        {
            return await serializer.SerializeMapAsync(args.ToDictionary(), token).ConfigureAwait(false);
        }
        catch (RunException exception)
        {
            throw new RunException($"Function \"{token}\": {exception.Message}", exception);
        }
    }

    private static async Task<ImmutableHashSet<Resource>> ResourcesAsync(InputList<Resource> list)
    {
        var found = ImmutableHashSet.CreateBuilder<Resource>();
        await foreach (var input in list.ConfigureAwait(false))
        {
            if (await input.ToOutput().GetValueAsync(null!).ConfigureAwait(false) is { } resource)
            {
                found.Add(resource);
            }
        }

        return found.ToImmutable();
    }

    // A resource without an id is still to be created: the function must not see the cloud before that.
    private static async Task<bool> AllExistAsync(IEnumerable<Resource> resources)
    {
        foreach (var resource in Dependencies.Expand(resources).OfType<CustomResource>())
        {
            if (resource is not DependencyResource && !(await resource.Id.Data.ConfigureAwait(false)).IsKnown)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<OutputData<T>> InvokeAsync<T>(string token, Struct arguments, InvokeOptions? options)
    {
        var provider = options?.Provider ?? options?.Parent?.ProviderOf(token);
        var request = new Pulumirpc.ResourceInvokeRequest
        {
            Tok = token,
            Args = arguments,
            Provider = provider is null ? "" : await provider.ReferenceAsync().ConfigureAwait(false),
            Version = options?.Version ?? "",
            PluginDownloadURL = options?.PluginDownloadURL ?? "",
            AcceptResources = true,
        };
        var response = await EngineConnection.CallAsync($"calling function \"{token}\"", () => Connection.Monitor.InvokeAsync(request))
            .ConfigureAwait(false);
        if (response.Failures.Count > 0)
        {
            var reasons = response.Failures.Select(failure =>
                failure.Property.Length == 0 ? failure.Reason : $"{failure.Reason} (property \"{failure.Property}\")");
            throw new RunException($"Function \"{token}\" failed: {string.Join("; ", reasons)}");
        }

        if (response.Unknown)
        {
            return OutputData<T>.Unknown([], isSecret: false);
        }

        var data = Deserializer.Deserialize(Value.ForStruct(response.Return ?? new Struct()), typeof(T), token);
        return new(data.Resources, data.IsKnown ? (T)data.Value! : default!, data.IsKnown, data.IsSecret);
    }
}
