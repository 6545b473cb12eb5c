using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;
using EcmProvider.Protocol.Values;
using EcmProvider.Tests.Support;
using Pulumirpc;

namespace EcmProvider.ModelTests.EngineSide;

/// <summary>The provider's methods, as the engine calls them for one resource.</summary>
public sealed class ProviderCalls(Lab lab)
{
    private const string Type = "ecm:index:EipAssociation";

    /// <summary>Checks what a program gives.</summary>
    /// <param name="wanted">What it gives.</param>
    /// <param name="olds">The last checked inputs; empty for a create, and again before a replacement.</param>
    public async Task<PropertyMap> CheckAsync(Wanted wanted, PropertyMap olds)
    {
        var answer = await lab.Provider.CheckAsync(new()
        {
            Urn = Urn(wanted.Name),
            Type = Type,
            Name = wanted.Name,
            News = PropertyMarshaler.Marshal(wanted.Properties),
            Olds = PropertyMarshaler.Marshal(olds),
        });
        return PropertyMarshaler.Unmarshal(answer.Inputs);
    }

    /// <summary>Compares what is recorded with new inputs.</summary>
    public async Task<DiffResponse> DiffAsync(Recorded old, PropertyMap news) => await lab.Provider.DiffAsync(new()
    {
        Id = old.Id,
        Urn = Urn(old.Name),
        Type = Type,
        Name = old.Name,
        Olds = PropertyMarshaler.Marshal(old.State),
        News = PropertyMarshaler.Marshal(news),
        OldInputs = PropertyMarshaler.Marshal(old.Inputs),
    });

    /// <summary>Creates, or shows what creating would make.</summary>
    public Task<Outcome> CreateAsync(Wanted wanted, PropertyMap inputs, bool preview) => Outcome.OfAsync(async () =>
    {
        var answer = await lab.Provider.CreateAsync(new()
        {
            Urn = Urn(wanted.Name),
            Type = Type,
            Name = wanted.Name,
            Properties = PropertyMarshaler.Marshal(inputs),
            Timeout = wanted.Timeout,
            Preview = preview,
        });
        return new(answer.Id, PropertyMarshaler.Unmarshal(answer.Properties), PropertyMap.Empty, answer.RefreshBeforeUpdate, null, null);
    });

    /// <summary>Updates, or shows what updating would make.</summary>
    public Task<Outcome> UpdateAsync(Wanted wanted, Recorded old, PropertyMap inputs, bool preview) => Outcome.OfAsync(async () =>
    {
        var answer = await lab.Provider.UpdateAsync(new()
        {
            Id = old.Id,
            Urn = Urn(wanted.Name),
            Type = Type,
            Name = wanted.Name,
            Olds = PropertyMarshaler.Marshal(old.State),
            News = PropertyMarshaler.Marshal(inputs),
            OldInputs = PropertyMarshaler.Marshal(old.Inputs),
            Timeout = wanted.Timeout,
            Preview = preview,
        });
        return new(old.Id, PropertyMarshaler.Unmarshal(answer.Properties), PropertyMap.Empty, answer.RefreshBeforeUpdate, null, null);
    });

    /// <summary>Deletes.</summary>
    public Task<Outcome> DeleteAsync(Recorded old) => Outcome.OfAsync(async () =>
    {
        await lab.Provider.DeleteAsync(new()
        {
            Id = old.Id,
            Urn = Urn(old.Name),
            Type = Type,
            Name = old.Name,
            Properties = PropertyMarshaler.Marshal(old.State),
            OldInputs = PropertyMarshaler.Marshal(old.Inputs),
            Timeout = old.Timeout,
        });
        return new(string.Empty, PropertyMap.Empty, PropertyMap.Empty, false, null, null);
    });

    /// <summary>Reads; an import has nothing but the id.</summary>
    public Task<Outcome> ReadAsync(string name, string id, PropertyMap state, PropertyMap inputs) => Outcome.OfAsync(async () =>
    {
        var answer = await lab.Provider.ReadAsync(new()
        {
            Id = id,
            Urn = Urn(name),
            Type = Type,
            Name = name,
            Properties = PropertyMarshaler.Marshal(state),
            Inputs = PropertyMarshaler.Marshal(inputs),
        });
        return new(
            answer.Id,
            PropertyMarshaler.Unmarshal(answer.Properties),
            PropertyMarshaler.Unmarshal(answer.Inputs),
            answer.RefreshBeforeUpdate,
            null,
            null);
    });

    /// <summary>Somebody pressed Ctrl-C.</summary>
    public async Task CancelAsync() => await lab.AtOnceAsync(async () => await lab.Provider.CancelAsync(new()));

    private static string Urn(string name) => $"urn:pulumi:dev::edge::{Type}::{name}";
}
