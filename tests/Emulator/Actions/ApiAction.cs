using System.Text.Json.Nodes;
using EcmEmulator.Faults;
using EcmEmulator.Models;
using EcmEmulator.Requests;
using EcmEmulator.Signing;

namespace EcmEmulator.Actions;

/// <summary>An action of the API: what it takes, and how it answers.</summary>
internal abstract class ApiAction(ApiService service, string name, params IReadOnlyList<ParameterSpec> parameters)
{
    public ApiService Service { get; } = service;

    public string Name { get; } = name;

    /// <summary>Whether it must be signed; what brings a web identity instead is not.</summary>
    public virtual bool IsSigned => true;

    public JsonObject Answer(ActionContext context, System.Text.Json.JsonElement body) =>
        Answer(context, Parameters.Check(body, parameters));

    /// <summary>Does the work; the answer is what stands beside RequestId.</summary>
    protected abstract JsonObject Answer(ActionContext context, Parameters parameters);
}

/// <summary>What an action works with.</summary>
internal sealed record ActionContext(Cloud Cloud, KeyRing Keys, Key? Key, DateTimeOffset Now)
{
    /// <summary>How old the state is that a look-up sees.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>How DescribeAddresses answers for an EIP that does not exist.</summary>
    public MissingAddressAnswer MissingAddresses { get; init; }
}

/// <summary>A product of the API: its name in a signature's scope, and its version.</summary>
internal sealed record ApiService(string Name, string Version)
{
    public static readonly ApiService Ecm = new("ecm", "2019-07-19");

    public static readonly ApiService Sts = new("sts", "2018-08-13");
}
