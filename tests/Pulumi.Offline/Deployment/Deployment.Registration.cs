using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Serialization;
using Pulumirpc;

namespace Pulumi;

public sealed partial class Deployment
{
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
