using EcmProvider.Protocol.Values;

namespace EcmProvider.Resources;

/// <summary>A property that cannot stay as it is, and why.</summary>
/// <param name="Property">Its name.</param>
/// <param name="Reason">What is wrong, with the remedy.</param>
public sealed record CheckFailure(string Property, string Reason);

/// <summary>What Check answers: the inputs with their defaults, and all that is wrong with them.</summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Failures">All failures, not only the first.</param>
public sealed record CheckResult(PropertyMap Inputs, IReadOnlyList<CheckFailure> Failures);

/// <summary>The rules for an association's inputs. Unknown values pass; secrets stay secret and are not shown.</summary>
internal static class AssociationCheck
{
    /// <summary>Checks inputs and fills in the defaults.</summary>
    /// <param name="news">The program's inputs.</param>
    /// <param name="defaultRegion">The provider's ECM region; null when it has none.</param>
    public static CheckResult Check(PropertyMap news, string? defaultRegion)
    {
        var failures = new List<CheckFailure>();
        var inputs = news;
        if (!IsGiven(inputs, PropertyNames.EcmRegion) && defaultRegion is not null)
        {
            inputs = inputs.With(PropertyNames.EcmRegion, PropertyValue.Of(defaultRegion));
        }

        foreach (var flag in PropertyNames.Flags.Where(flag => !IsGiven(news, flag)))
        {
            inputs = inputs.With(flag, PropertyValue.Of(false));
        }

        UnknownKeys(inputs, failures);
        Texts(inputs, failures);
        Flags(inputs, failures);
        Required(inputs, failures);
        ExactlyOneTarget(inputs, failures);
        return new(inputs, failures);
    }

    private static bool IsGiven(PropertyMap inputs, string name) => inputs.Get(name).Bare is not PropertyValue.Null;

    private static void UnknownKeys(PropertyMap inputs, List<CheckFailure> failures)
    {
        // Keys that begin with two underscores are the engine's own.
        foreach (var key in inputs.Keys.Where(key => !key.StartsWith("__", StringComparison.Ordinal) && !PropertyNames.Inputs.Contains(key)))
        {
            var nearest = Text.Nearest(key, PropertyNames.Inputs);
            failures.Add(new(
                Text.Fit(key, Text.LongestValue),
                nearest is null
                    ? $"an EipAssociation has no such property; it has {string.Join(", ", PropertyNames.Inputs)}"
                    : $"an EipAssociation has no such property; did you mean {nearest}?"));
        }
    }

    private static void Texts(PropertyMap inputs, List<CheckFailure> failures)
    {
        foreach (var name in PropertyNames.Replacing)
        {
            var value = inputs.Get(name);
            var reason = value.Bare switch
            {
                PropertyValue.Null or PropertyValue.Unknown => null,
                PropertyValue.String text => ProblemOf(name, text.Value) is { } problem ? $"{Show(value)} {problem}" : null,
                var other => $"must be a string, not {KindOf(other)}",
            };
            if (reason is not null)
            {
                failures.Add(new(name, reason));
            }
        }
    }

    private static void Flags(PropertyMap inputs, List<CheckFailure> failures) =>
        failures.AddRange(PropertyNames.Flags
            .Where(name => inputs.Get(name).Bare is not (PropertyValue.Bool or PropertyValue.Unknown))
            .Select(name => new CheckFailure(
                name, $"must be a boolean, true or false without quotes, and not {KindOf(inputs.Get(name).Bare)}")));

    private static void Required(PropertyMap inputs, List<CheckFailure> failures)
    {
        if (!IsGiven(inputs, PropertyNames.AddressId))
        {
            failures.Add(new(PropertyNames.AddressId, "is required: the EIP to bind, such as \"eip-11112222\""));
        }

        if (!IsGiven(inputs, PropertyNames.EcmRegion))
        {
            failures.Add(new(
                PropertyNames.EcmRegion,
                "is required, since the provider has no ecmRegion either: set it here, in the configuration (pulumi config set ecm:ecmRegion ap-xian-ecm), or in TENCENTCLOUD_ECM_REGION"));
        }
    }

    private static void ExactlyOneTarget(PropertyMap inputs, List<CheckFailure> failures)
    {
        var instance = IsGiven(inputs, PropertyNames.InstanceId);
        var eni = IsGiven(inputs, PropertyNames.NetworkInterfaceId);
        var ip = IsGiven(inputs, PropertyNames.PrivateIpAddress);
        if (instance && eni)
        {
            failures.Add(new(
                PropertyNames.NetworkInterfaceId,
                "both targets are given, instanceId and networkInterfaceId, and an EIP is bound to one: remove one of them"));
        }

        if (instance && !eni && ip)
        {
            failures.Add(new(
                PropertyNames.PrivateIpAddress,
                "instanceId and privateIpAddress exclude each other, since an instance is bound at the primary private IP of its primary ENI: remove privateIpAddress, or give networkInterfaceId in the place of instanceId"));
        }

        if (eni && !ip)
        {
            failures.Add(new(
                PropertyNames.PrivateIpAddress,
                "is missing: networkInterfaceId is half a target, and needs beside it the private IP of that ENI to bind to, such as \"10.0.0.7\""));
        }

        if (!instance && !eni && ip)
        {
            failures.Add(new(
                PropertyNames.NetworkInterfaceId,
                "is missing: privateIpAddress is half a target, and needs beside it the ENI that it is on, such as \"eni-11112222\""));
        }

        if (!instance && !eni && !ip)
        {
            failures.Add(new(
                PropertyNames.InstanceId,
                "no target is given: set instanceId, or networkInterfaceId with privateIpAddress"));
        }
    }

    private static string? ProblemOf(string name, string value) =>
        name == PropertyNames.PrivateIpAddress && value.Contains('/', StringComparison.Ordinal)
            ? "must be an address alone, without the length of a prefix, such as \"10.0.0.7\""
            : IdText.Problem(value) ?? (name == PropertyNames.PrivateIpAddress ? IdText.ProblemOfIpv4(value) : null);

    private static string KindOf(PropertyValue value) => value switch
    {
        PropertyValue.Number => "a number",
        PropertyValue.Bool => "a boolean",
        PropertyValue.String => "a string",
        PropertyValue.Array => "a list",
        PropertyValue.Object => "an object",
        _ => "a value of another kind",
    };

    private static string Show(PropertyValue value) =>
        value.IsSecretValue ? "[secret]" : Text.Quote(((PropertyValue.String)value.Bare).Value);
}
