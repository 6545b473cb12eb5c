using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EcmEmulator.Errors;
using EcmEmulator.Requests;
using EcmEmulator.Signing;

namespace EcmEmulator.Actions;

/// <summary>What the two ways to assume a role have in common.</summary>
internal static partial class RoleSession
{
    private const long DefaultSeconds = 7200;
    private const long MaxSeconds = 43200;

    public static JsonObject Begin(ActionContext context, Parameters parameters)
    {
        var roleArn = parameters.Text("RoleArn");
        var sessionName = parameters.Text("RoleSessionName");
        var seconds = parameters.Integer("DurationSeconds") ?? DefaultSeconds;
        Require(RoleArn().IsMatch(roleArn), "RoleArn", roleArn);
        Require(SessionName().IsMatch(sessionName), "RoleSessionName", sessionName);
        Require(seconds is > 0 and <= MaxSeconds, "DurationSeconds", $"{seconds}");

        var expires = DateTimeOffset.FromUnixTimeSeconds(context.Now.ToUnixTimeSeconds() + seconds);
        var account = context.Keys.AccountId;
        var role = roleArn[(roleArn.LastIndexOf('/') + 1)..];
        var caller = new Caller(
            account, $"qcs::sts:{account}:assumed-role/{role}/{sessionName}", "CAMRole", $"{role}:{sessionName}", account);
        var key = context.Keys.Issue(expires, caller);
        return new JsonObject
        {
            ["Credentials"] = new JsonObject
            {
                ["Token"] = key.Token,
                ["TmpSecretId"] = key.SecretId,
                ["TmpSecretKey"] = key.SecretKey,
            },
            ["ExpiredTime"] = expires.ToUnixTimeSeconds(),
            ["Expiration"] = expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
    }

    public static void RequireNotEmpty(Parameters parameters, string name) =>
        Require(parameters.OptionalText(name) is not null, name, "");

    private static void Require(bool holds, string name, string value)
    {
        if (!holds)
        {
            throw new ApiErrorException(
                ErrorCode.InvalidParameterValue, $"The parameter `{name}` has the wrong value `{value}`.");
        }
    }

    [GeneratedRegex(@"^qcs::cam::uin/\d+:\w+/.+\z")]
    private static partial Regex RoleArn();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{2,128}\z")]
    private static partial Regex SessionName();
}
