using EcmEmulator.Errors;

namespace EcmEmulator.Actions;

/// <summary>All actions there are, by version and name.</summary>
internal static class ActionTable
{
    private static readonly IReadOnlyList<ApiAction> All =
    [
        new AssociateAddress(),
        new DisassociateAddress(),
        new DescribeAddresses(),
        new DescribeTaskResult(),
        new DescribeNetworkInterfaces(),
        new AssumeRole(),
        new AssumeRoleWithWebIdentity(),
        new GetCallerIdentity(),
    ];

    public static ApiAction Find(string name, string version)
    {
        RequireHeader(name, "X-TC-Action");
        RequireHeader(version, "X-TC-Version");
        var ofVersion = All.Where(action => action.Service.Version == version).ToList();
        return ofVersion.Count == 0
            ? throw new ApiErrorException(ErrorCode.NoSuchVersion, $"The version `{version}` does not exist.")
            : ofVersion.Find(action => action.Name == name)
                ?? throw new ApiErrorException(
                    ErrorCode.InvalidAction, $"The action `{name}` does not exist in version `{version}`.");
    }

    private static void RequireHeader(string value, string header)
    {
        if (value.Length == 0)
        {
            throw new ApiErrorException(ErrorCode.MissingParameter, $"The header {header} is missing.");
        }
    }
}
