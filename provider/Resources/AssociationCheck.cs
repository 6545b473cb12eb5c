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
                Text.Cut(Text.Printable(key), Text.LongestValue),
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
                PropertyValue.String text when IdText.Problem(text.Value) is { } problem => $"{Show(value)} {problem}",
                PropertyValue.String text when name == PropertyNames.PrivateIpAddress && !IdText.IsIpv4(text.Value) =>
                    $"{Show(value)} is not an IPv4 address, such as \"10.0.0.7\"",
                PropertyValue.String => null,
                _ => "must be a string",
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
            .Select(name => new CheckFailure(name, "must be a boolean: true or false, without quotes")));

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
            failures.Add(new(PropertyNames.NetworkInterfaceId, "instanceId and networkInterfaceId exclude each other: give one target"));
        }

        if (instance && !eni && ip)
        {
            failures.Add(new(
                PropertyNames.PrivateIpAddress, "instanceId and privateIpAddress exclude each other: an instance is bound by its primary private IP"));
        }

        if (eni && !ip)
        {
            failures.Add(new(PropertyNames.PrivateIpAddress, "networkInterfaceId needs privateIpAddress: the private IP of that ENI to bind to"));
        }

        if (!instance && !eni && ip)
        {
            failures.Add(new(PropertyNames.NetworkInterfaceId, "privateIpAddress needs networkInterfaceId: the ENI it is on"));
        }

        if (!instance && !eni && !ip)
        {
            failures.Add(new(PropertyNames.InstanceId, "a target is required: instanceId, or networkInterfaceId with privateIpAddress"));
        }
    }

    private static string Show(PropertyValue value) =>
        value.IsSecretValue ? "[secret]" : Text.Quote(((PropertyValue.String)value.Bare).Value);
}
