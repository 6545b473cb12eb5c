using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.State;

namespace LocalEngine.Deployment;

/// <summary>Takes one existing resource into the state by its id; it is protected until the program says otherwise.</summary>
internal sealed class Importer(RunContext run, Providers providers)
{
    public async Task ImportAsync(ImportTarget target)
    {
        var options = run.Options;
        var stackUrn = Urn.Create(options.Stack, options.Project, null, Urn.StackType, $"{options.Project}-{options.Stack}");
        var urn = Urn.Create(options.Stack, options.Project, stackUrn, target.Type, target.Name);
        await run.StepAsync(urn, ChangeKind.Import, [], async () =>
        {
            if (run.Snapshot.FindOld(urn) is not null)
            {
                throw new EngineException($"The state already has a resource \"{target.Name}\" of that type; give this one another name.");
            }

            var reference = await ReferenceAsync(target.Type);
            var provider = await providers.GetAsync(reference);
            var read = await provider.FindAsync(urn, target.Id, null);
            if (read.Id.Length == 0)
            {
                throw new EngineException($"There is no {target.Type} with the id \"{target.Id}\" to import; check the id.");
            }

            var inputs = read.Inputs ?? new Struct();
            var check = await provider.CheckAsync(urn, inputs, inputs, RandomNumberGenerator.GetBytes(32));
            CheckFailures.ThrowIfAny(check, inputs);
            if (run.Snapshot.FindOld(stackUrn) is null)
            {
                await run.Snapshot.PutAsync(new ResourceState { Urn = stackUrn });
            }

            await run.Snapshot.PutAsync(new ResourceState
            {
                Urn = urn,
                Custom = true,
                Id = read.Id,
                Inputs = check.Inputs,
                Outputs = read.Properties,
                Parent = stackUrn,
                Provider = reference,
                RefreshBeforeUpdate = read.RefreshBeforeUpdate,
                ImportId = target.Id,
                Protect = true,
            });
        });
    }

    // The stack's own default provider as it stands in the state; only a stack without one gets a new one.
    private async Task<string> ReferenceAsync(string type)
    {
        var defaultUrn = Urn.Create(
            run.Options.Stack, run.Options.Project, null, Urn.ProviderPrefix + type.Split(':')[0], "default");
        var known = run.Snapshot.FindOld(defaultUrn);
        return known is null ? await providers.DefaultAsync(type, "", "") : $"{known.Urn}::{known.Id}";
    }
}
