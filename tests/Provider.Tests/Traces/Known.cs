using EcmEmulator.Models;

namespace EcmProvider.Tests.Traces;

/// <summary>What many scenarios have in common: clouds, and differences that the design intends.</summary>
internal static class Known
{
    public const string Eip = "eip-11112222";
    public const string Instance = "ein-33334444";
    public const string OtherInstance = "ein-55556666";

    /// <summary>The lines of <see cref="Scenario.Holds"/> for the one EIP of most recordings.</summary>
    public const string HoldsNothing = "eip-11112222 UNBIND";

    /// <inheritdoc cref="HoldsNothing"/>
    public const string HoldsInstance = "eip-11112222 BIND ein-33334444 10.0.0.5";

    /// <inheritdoc cref="HoldsNothing"/>
    public const string HoldsOther = "eip-11112222 BIND ein-55556666 10.0.0.6";

    public const string Associate = "AssociateAddress";
    public const string Disassociate = "DisassociateAddress";
    public const string AssumeRole = "AssumeRole";

    /// <summary>The call that compares the configuration of a provider with itself.</summary>
    public const string SameConfiguration = "DiffConfig default";

    /// <summary>The recorded provider left it to the engine to compare configurations.</summary>
    public static readonly IReadOnlyList<Difference> ToldInDetail =
    [
        new(SameConfiguration, "changes", "\"DIFF_NONE\"", "A changed configuration is told in detail."),
        new(SameConfiguration, "hasDetailedDiff", "true", "A changed configuration is told in detail."),
    ];

    /// <summary>One EIP that is bound to nothing, and the two instances that it is bound to in turn.</summary>
    public static void Unbound(CloudRegion region) =>
        region.AddAddress(Eip).AddInstance(Instance, "10.0.0.5").AddInstance(OtherInstance, "10.0.0.6");

    /// <summary>The same, the EIP bound to the first instance.</summary>
    public static void Bound(CloudRegion region)
    {
        Unbound(region);
        region.People.Bind(Eip, Instance);
    }

    /// <summary>The same, the EIP bound to the second instance.</summary>
    public static void BoundToOther(CloudRegion region)
    {
        Unbound(region);
        region.People.Bind(Eip, OtherInstance);
    }

    /// <summary>Two EIPs, each bound to its instance.</summary>
    public static void Two(CloudRegion region)
    {
        region.AddAddress("eip-11110000", "203.0.113.1").AddAddress("eip-22220000", "203.0.113.2");
        region.AddInstance("ein-11110000", "10.0.0.1").AddInstance("ein-22220000", "10.0.0.2");
        region.People.Bind("eip-11110000", "ein-11110000");
        region.People.Bind("eip-22220000", "ein-22220000");
    }

    /// <summary>The recorded provider did not ask for drift detection.</summary>
    public static Difference Drift(string call) => new(
        call,
        "refreshBeforeUpdate",
        "true",
        "With an engine that supports it, Create, Update, Read and a partial create answer refresh_before_update: true.");

    /// <summary>The recorded provider did not look up in previews: of the EIP.</summary>
    public static IEnumerable<Difference> SeesEip(string call, string addressIp = "203.0.113.10")
    {
        const string Why = "What the look-up of a preview knows (addressIp, ISP, bandwidth) is returned.";
        yield return new(call, "properties.addressIp", $"\"{addressIp}\"", Why);
        yield return new(call, "properties.bandwidth", "5", Why);
        yield return new(call, "properties.internetServiceProvider", "\"CMCC\"", Why);
    }

    /// <summary>The recorded provider did not look up in previews: of the EIP and of the instance's primary private IP.</summary>
    public static IEnumerable<Difference> SeesBoth(string call, string eni, string privateIp, string addressIp = "203.0.113.10")
    {
        const string Why = "What the look-up of a preview knows is returned: the private IP, and the ENI it is on, are resolved.";
        return SeesEip(call, addressIp).Append(new(call, "properties.networkInterfaceId", $"\"{eni}\"", Why))
            .Append(new(call, "properties.privateIpAddress", $"\"{privateIp}\"", Why));
    }

    /// <summary>The recorded provider's getAddress answered a part of what the schema says.</summary>
    public static IEnumerable<Difference> AnswersTheWholeEip(string call)
    {
        const string Why = "getAddress has these outputs in the schema.";
        yield return new(call, "return.addressName", "\"\"", Why);
        yield return new(call, "return.addressType", "\"EIP\"", Why);
        yield return new(call, "return.bandwidth", "5", Why);
        yield return new(call, "return.createdTime", "\"2025-01-01T00:00:00.000Z\"", Why);
        yield return new(call, "return.internetServiceProvider", "\"CMCC\"", Why);
        yield return new(call, "return.isArrears", "false", Why);
        yield return new(call, "return.isBlocked", "false", Why);
    }

    /// <summary>The association of the first instance while its task runs, as the engine is to record it.</summary>
    public static string WhileBinding() =>
        """
        {
          "id": "ap-xian-ecm/eip-11112222/ein-33334444",
          "properties": {
            "addressId": "eip-11112222",
            "addressIp": "203.0.113.10",
            "addressStatus": "BINDING",
            "allowReassociation": false,
            "bandwidth": 5,
            "ecmRegion": "ap-xian-ecm",
            "instanceId": "ein-33334444",
            "internetServiceProvider": "CMCC",
            "reallocateNormalPublicIp": false,
            "taskId": "123"
          },
          "inputs": {
            "addressId": "eip-11112222",
            "allowReassociation": false,
            "ecmRegion": "ap-xian-ecm",
            "instanceId": "ein-33334444",
            "reallocateNormalPublicIp": false
          },
          "reasons": ["what happened", "what to do"],
          "refreshBeforeUpdate": true
        }
        """;
}
