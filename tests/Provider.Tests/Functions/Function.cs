namespace EcmProvider.Tests.Functions;

/// <summary>A function that lists: the words by which it differs from the other.</summary>
public sealed class Function
{
    public static readonly Function Addresses = new()
    {
        Name = "getAddresses",
        Things = "EIPs",
        Prefix = "eip",
        IdName = "addressId",
        IdsName = "addressIds",
        ListName = "addresses",
        Action = "DescribeAddresses",
        IdsParameter = "AddressIds",
    };

    public static readonly Function NetworkInterfaces = new()
    {
        Name = "getNetworkInterfaces",
        Things = "ENIs",
        Prefix = "eni",
        IdName = "networkInterfaceId",
        IdsName = "networkInterfaceIds",
        ListName = "networkInterfaces",
        Action = "DescribeNetworkInterfaces",
        IdsParameter = "NetworkInterfaceIds",
    };

    /// <summary>Its name, as programs write it.</summary>
    public required string Name { get; init; }

    /// <summary>What it lists, in messages.</summary>
    public required string Things { get; init; }

    /// <summary>How the ids begin.</summary>
    public required string Prefix { get; init; }

    /// <summary>The id's name in the answer.</summary>
    public required string IdName { get; init; }

    /// <summary>The argument that names ids.</summary>
    public required string IdsName { get; init; }

    /// <summary>The list's name in the answer.</summary>
    public required string ListName { get; init; }

    /// <summary>The API's action, and its parameter of ids.</summary>
    public required string Action { get; init; }

    /// <inheritdoc cref="Action"/>
    public required string IdsParameter { get; init; }

    public override string ToString() => Name;
}
