using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Starts what a new resource asks of the engine: to be registered, or to be read. Its outputs tell the end.</summary>
    internal void Register(Resource resource, ResourceArgs args, ResourceOptions options) =>
        Tasks.Add(RegisterAsync(resource, args, options));

    /// <summary>Tells the engine the outputs of a component or of the stack.</summary>
    internal void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs) =>
        Tasks.Add(RegisterOutputsAsync(resource, outputs));

    private async Task RegisterAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        try
        {
            var answer = await AskAsync(resource, args, options).ConfigureAwait(false);
            resource.Outputs[Wire.Urn].SetText(answer.Urn, isKnown: true);
            foreach (var (name, output) in resource.Outputs.Remove(Wire.Urn))
            {
                if (name == Wire.Id && resource is CustomResource)
                {
                    output.SetText(answer.Id, isKnown: answer.Id is not ("" or Wire.Unknown));
                }
                else if (answer.Properties.Fields.TryGetValue(name, out var value))
                {
                    output.Set(value, answer.Dependencies.GetValueOrDefault(name, []), $"{resource.GetResourceName()}.{name}");
                }
                else
                {
                    // What a preview does not tell, only the update can.
                    output.SetMissing(isKnown: answer.IsComplete);
                }
            }
        }
        catch (Exception exception)
        {
            var failure = About(resource, exception);
            foreach (var output in resource.Outputs.Values)
            {
                output.Fail(failure);
            }

            if (ReferenceEquals(failure, exception))
            {
                throw;
            }

            throw failure;
        }
    }

    // Failures of the inputs name the resource; all others already say where they come from.
    private static Exception About(Resource resource, Exception exception) => exception is RunException
        ? new ResourceException(
            $"Resource \"{resource.GetResourceName()}\" ({resource.GetResourceType()}): {exception.Message}", null, hideStack: true)
        : exception;

    private async Task<Answer> AskAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        if (options.Urn is { } urn)
        {
            return await GetFromStateAsync(urn).ConfigureAwait(false);
        }

        var id = options.Id is null ? "" : await options.Id.ToOutput().GetValueAsync("").ConfigureAwait(false);
        if (string.IsNullOrEmpty(id))
        {
            var request = await new Registration(this, resource, args, options).ToRegisterRequestAsync().ConfigureAwait(false);
            var response = await EngineConnection
                .CallAsync($"registering {Describe(resource)}", () => Connection.Monitor.RegisterResourceAsync(request))
                .ConfigureAwait(false);
            return new(
                response.Urn,
                response.Id,
                response.Object ?? new Struct(),
                response.PropertyDependencies.ToImmutableDictionary(
                    entry => entry.Key,
                    entry => entry.Value.Urns.Select(urn => (Resource)new DependencyResource(urn)).ToImmutableHashSet()),
                IsComplete: !Settings.IsDryRun && !response.Unknown && response.Result == Result.Success);
        }

        if (resource is not CustomResource)
        {
            throw new RunException("The option Id is for resources that a provider makes. Remove it.");
        }

        var read = await new Registration(this, resource, args, options).ToReadRequestAsync(id).ConfigureAwait(false);
        var found = await EngineConnection
            .CallAsync($"reading {Describe(resource)} with the id \"{id}\"", () => Connection.Monitor.ReadResourceAsync(read))
            .ConfigureAwait(false);
        return new(
            found.Urn,
            found.Id.Length > 0 ? found.Id : id,
            found.Properties ?? new Struct(),
            ImmutableDictionary<string, ImmutableHashSet<Resource>>.Empty,
            IsComplete: !found.Unknown && found.Result == Result.Success);
    }

    private async Task<Answer> GetFromStateAsync(string urn)
    {
        var arguments = new Struct { Fields = { [Wire.Urn] = Value.ForString(urn) } };
        var request = new ResourceInvokeRequest { Tok = "pulumi:pulumi:getResource", Args = arguments, AcceptResources = true };
        var response = await EngineConnection
            .CallAsync($"getting the resource \"{urn}\" from the state", () => Connection.Monitor.InvokeAsync(request))
            .ConfigureAwait(false);
        if (response.Return?.Fields.TryGetValue("state", out var state) is not true)
        {
            var reasons = string.Join("; ", response.Failures.Select(failure => failure.Reason));
            throw new RunException($"The engine's state has no resource \"{urn}\". {reasons}".TrimEnd());
        }

        return new(
            response.Return.Fields[Wire.Urn].StringValue,
            response.Return.Fields[Wire.Id].StringValue,
            state.StructValue,
            ImmutableDictionary<string, ImmutableHashSet<Resource>>.Empty,
            IsComplete: true);
    }

    private async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var serializer = new Serializer(await FormAsync(outputValues: false).ConfigureAwait(false));
        var values = await outputs.GetValueAsync(ImmutableDictionary<string, object?>.Empty).ConfigureAwait(false);
        var request = new RegisterResourceOutputsRequest
        {
            Outputs = await serializer.SerializeMapAsync(values.WithoutNulls(), "outputs").ConfigureAwait(false),
            Urn = await resource.Urn.GetValueAsync("").ConfigureAwait(false),
        };
        await EngineConnection
            .CallAsync($"registering the outputs of {Describe(resource)}", () => Connection.Monitor.RegisterResourceOutputsAsync(request))
            .ConfigureAwait(false);
    }

    private async Task<Form> FormAsync(bool outputValues)
    {
        if (!await Connection.SupportsAsync("resourceReferences").ConfigureAwait(false))
        {
            return Form.MarkedWithoutReferences;
        }

        return outputValues && await Connection.SupportsAsync("outputValues").ConfigureAwait(false) ? Form.OutputValues : Form.Marked;
    }

    private static string Describe(Resource resource) => $"\"{resource.GetResourceName()}\" ({resource.GetResourceType()})";

    /// <summary>What the engine says of a resource.</summary>
    /// <param name="Urn">Its URN.</param>
    /// <param name="Id">Its id; empty while it is not known.</param>
    /// <param name="Properties">Its output properties.</param>
    /// <param name="Dependencies">What they depend on, besides the resource itself.</param>
    /// <param name="IsComplete">Whether a property that is not there has no value; it is not known otherwise.</param>
    private sealed record Answer(
        string Urn,
        string Id,
        Struct Properties,
        ImmutableDictionary<string, ImmutableHashSet<Resource>> Dependencies,
        bool IsComplete);
}
