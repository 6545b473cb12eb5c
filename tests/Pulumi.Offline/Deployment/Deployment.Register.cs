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

    /// <summary>Puts together what the engine is told of a resource.</summary>
    private sealed class Registration(Deployment deployment, Resource resource, ResourceArgs args, ResourceOptions options)
    {
        public async Task<RegisterResourceRequest> ToRegisterRequestAsync()
        {
            var (inputs, dependencies) = await SerializeInputsAsync().ConfigureAwait(false);
            var custom = options as CustomResourceOptions;
            var request = new RegisterResourceRequest
            {
                Type = resource.GetResourceType(),
                Name = resource.GetResourceName(),
                Custom = resource is CustomResource,
                Remote = resource.IsRemote,
                Object = inputs,
                Parent = await ParentAsync().ConfigureAwait(false),
                Provider = await ProviderAsync().ConfigureAwait(false),
                Version = options.Version ?? "",
                PluginDownloadURL = options.PluginDownloadURL ?? "",
                ImportId = custom?.ImportId ?? "",
                DeleteBeforeReplace = custom?.DeleteBeforeReplace ?? false,
                DeleteBeforeReplaceDefined = custom?.DeleteBeforeReplace is not null,
                CustomTimeouts = new()
                {
                    Create = CustomTimeouts.Text(options.CustomTimeouts?.Create),
                    Update = CustomTimeouts.Text(options.CustomTimeouts?.Update),
                    Delete = CustomTimeouts.Text(options.CustomTimeouts?.Delete),
                },
                AcceptSecrets = true,
                AcceptResources = true,
                SupportsPartialValues = true,
                SupportsResultReporting = true,
                AliasSpecs = true,
                IgnoreChanges = { options.IgnoreChanges },
                ReplaceOnChanges = { options.ReplaceOnChanges },
                AdditionalSecretOutputs = { custom?.AdditionalSecretOutputs ?? [] },
            };
            if (resource.Protect is { } protect)
            {
                request.Protect = protect;
            }

            if (options.RetainOnDelete is { } retain)
            {
                request.RetainOnDelete = retain;
            }

            await AddDeletedWithAsync(request).ConfigureAwait(false);
            await AddAliasesAsync(request).ConfigureAwait(false);
            await AddProvidersAsync(request).ConfigureAwait(false);
            foreach (var (property, urns) in dependencies)
            {
                request.PropertyDependencies.Add(property, new() { Urns = { urns } });
            }

            request.Dependencies.AddRange(await AllDependenciesAsync(dependencies.Values).ConfigureAwait(false));
            return request;
        }

        public async Task<ReadResourceRequest> ToReadRequestAsync(string id)
        {
            var (inputs, dependencies) = await SerializeInputsAsync().ConfigureAwait(false);
            return new()
            {
                Id = id,
                Type = resource.GetResourceType(),
                Name = resource.GetResourceName(),
                Properties = inputs,
                Parent = await ParentAsync().ConfigureAwait(false),
                Provider = await ProviderAsync().ConfigureAwait(false),
                Version = options.Version ?? "",
                PluginDownloadURL = options.PluginDownloadURL ?? "",
                AcceptSecrets = true,
                AcceptResources = true,
                AdditionalSecretOutputs = { (options as CustomResourceOptions)?.AdditionalSecretOutputs ?? [] },
                Dependencies = { await AllDependenciesAsync(dependencies.Values).ConfigureAwait(false) },
            };
        }

        private async Task<(Struct Inputs, SortedDictionary<string, ImmutableArray<string>> Dependencies)> SerializeInputsAsync()
        {
            // Only components that another process constructs take outputs with their dependencies.
            var form = await deployment.FormAsync(outputValues: resource.IsRemote).ConfigureAwait(false);
            var inputs = new Struct();
            var dependencies = new SortedDictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
            foreach (var (name, value) in args.ToDictionary().OrderBy(input => input.Key, StringComparer.Ordinal))
            {
                var serializer = new Serializer(form);
                var serialized = await serializer.SerializeAsync(value, name).ConfigureAwait(false);
                if (serialized.KindCase != Value.KindOneofCase.NullValue)
                {
                    inputs.Fields.Add(name, serialized);
                    dependencies.Add(name, await Dependencies.UrnsAsync(serializer.Resources).ConfigureAwait(false));
                }
            }

            return (inputs, dependencies);
        }

        private async Task<IEnumerable<string>> AllDependenciesAsync(IEnumerable<ImmutableArray<string>> ofInputs)
        {
            var named = await ResourcesAsync(options.DependsOn).ConfigureAwait(false);
            var urns = await Dependencies.UrnsAsync(named).ConfigureAwait(false);
            return ofInputs.SelectMany(some => some).Concat(urns).Distinct().Order(StringComparer.Ordinal);
        }

        private async Task<string> ParentAsync() =>
            resource.Parent is null ? "" : await resource.Parent.Urn.GetValueAsync("").ConfigureAwait(false);

        private async Task<string> ProviderAsync() =>
            resource.Provider is null ? "" : await resource.Provider.ReferenceAsync().ConfigureAwait(false);

        private async Task AddDeletedWithAsync(RegisterResourceRequest request)
        {
            if (options.DeletedWith is { } other)
            {
                await deployment.Connection.RequireAsync("deletedWith", "The option DeletedWith").ConfigureAwait(false);
                request.DeletedWith = await other.Urn.GetValueAsync("").ConfigureAwait(false);
            }
        }

        private async Task AddProvidersAsync(RegisterResourceRequest request)
        {
            if (resource.IsRemote)
            {
                foreach (var (package, provider) in resource.Providers)
                {
                    request.Providers.Add(package, await provider.ReferenceAsync().ConfigureAwait(false));
                }
            }
        }

        private async Task AddAliasesAsync(RegisterResourceRequest request)
        {
            if (options.Aliases.Count == 0)
            {
                return;
            }

            await deployment.Connection.RequireAsync("aliasSpecs", "The option Aliases").ConfigureAwait(false);
            foreach (var input in options.Aliases)
            {
                // An alias that is not known yet cannot match anything in the state.
                if (await input.ToOutput().GetValueAsync(null!).ConfigureAwait(false) is { } alias)
                {
                    request.Aliases.Add(await AliasAsync(alias).ConfigureAwait(false));
                }
            }
        }

        private static async Task<Pulumirpc.Alias> AliasAsync(Alias alias)
        {
            if (alias.Urn is { } urn)
            {
                return new() { Urn = urn };
            }

            var parents = new[] { alias.Parent is not null, alias.ParentUrn is not null, alias.NoParent };
            if (parents.Count(given => given) > 1)
            {
                throw new RunException("An alias names more than one of Parent, ParentUrn and NoParent. Name one.");
            }

            var spec = new Pulumirpc.Alias.Types.Spec
            {
                Name = await TextAsync(alias.Name).ConfigureAwait(false),
                Type = await TextAsync(alias.Type).ConfigureAwait(false),
                Stack = await TextAsync(alias.Stack).ConfigureAwait(false),
                Project = await TextAsync(alias.Project).ConfigureAwait(false),
            };
            if (alias.NoParent)
            {
                spec.NoParent = true;
            }
            else if (alias.Parent is not null || alias.ParentUrn is not null)
            {
                spec.ParentUrn = await TextAsync(alias.Parent?.Urn ?? alias.ParentUrn.ToOutput()).ConfigureAwait(false);
            }

            return new() { Spec = spec };
        }

        private static async Task<string> TextAsync(Input<string>? input) =>
            input is null ? "" : await input.ToOutput().GetValueAsync("").ConfigureAwait(false);
    }
}
