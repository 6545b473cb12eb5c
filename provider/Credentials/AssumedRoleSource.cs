using System.Collections.Immutable;
using EcmProvider.Configuration;
using EcmProvider.Credentials.Sts;
using EcmProvider.Ecm;
using EcmProvider.Ecm.Http;
using EcmProvider.Resources;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Credentials;

/// <summary>
/// The temporary keys of a CAM role, got from STS with another key and renewed before they expire. Many callers that wait share one
/// request; one that is cancelled leaves without disturbing the others.
/// </summary>
/// <param name="role">The role.</param>
/// <param name="options">How STS is reached, and with which key.</param>
public sealed class AssumedRoleSource(AssumeRole role, EcmCloudOptions options) : ICredentialSource, IDisposable
{
    // Messages about a request can come a while after its key was replaced.
    private const int KeysRemembered = 4;

    private const string NotTrusted =
        "Let the role's trust policy name the key's account or user (and assumeRole.externalId, if it demands one), and allow the key sts:AssumeRole in CAM.";

    private const string CheckBlock = "Check assumeRole: roleArn, sessionName, sessionDuration, policy and externalId.";
    private const string OtherApi = "Check stsEndpoint: what answers there is not the STS API.";

    private static readonly (string Code, string Remedy)[] Remedies =
    [
        ("AuthFailure.UnauthorizedOperation", NotTrusted),
        ("UnauthorizedOperation", NotTrusted),
        ("ResourceNotFound", "Check assumeRole.roleArn: there is no such role."),
        ("InvalidParameter", CheckBlock),
        ("InvalidParameterValue", CheckBlock),
        ("MissingParameter", CheckBlock),
        ("UnknownParameter", OtherApi),
        ("InvalidAction", OtherApi),
        ("NoSuchVersion", OtherApi),
        ("NoSuchProduct", OtherApi),
    ];

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private readonly ApiClient sts = new(StsActions.Service, options);
    private readonly TimeProvider clock = options.Clock;
    private ImmutableList<TencentCredentials> given = [];
    private TemporaryKey? current;
    private Task<TemporaryKey>? renewal;

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets
    {
        get
        {
            lock (gate)
            {
                return [.. given.SelectMany(key => key.Secrets), .. options.Credentials.Secrets];
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ProviderException">STS refused.</exception>
    /// <exception cref="EcmUnreachableException">STS gave no answer.</exception>
    public async ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken)
    {
        Task<TemporaryKey> next;
        lock (gate)
        {
            if (clock.GetUtcNow() < current?.RenewAt)
            {
                return current.Key;
            }

            next = renewal ??= Task.Run(RenewAsync, CancellationToken.None);
        }

        return (await next.WaitAsync(cancellationToken)).Key;
    }

    /// <summary>Closes the connections; a request under way fails.</summary>
    public void Dispose()
    {
        ended.Cancel();
        sts.Dispose();
        ended.Dispose();
    }

    private async Task<TemporaryKey> RenewAsync()
    {
        var old = current;
        try
        {
            return Use(await AskAsync());
        }
        catch (Exception e) when (e is EcmApiException or EcmUnreachableException && clock.GetUtcNow() < old?.ExpiresAt)
        {
            // The old key is still good: what is under way goes on with it.
            return Use(old.Kept(clock.GetUtcNow()));
        }
        catch (EcmApiException e)
        {
            throw Explain(e);
        }
        finally
        {
            lock (gate)
            {
                renewal = null;
            }
        }
    }

    private async Task<TemporaryKey> AskAsync()
    {
        var askedAt = clock.GetUtcNow();
        var request = new AssumeRoleRequest(
            role.RoleArn,
            role.SessionName,
            role.SessionDuration,
            role.Policy is null ? null : Uri.EscapeDataString(role.Policy),
            role.ExternalId);
        var answer = await sts.CallAsync(StsActions.AssumeRole, request, ended.Token);
        return TemporaryKey.Of(
            answer.Key!,
            askedAt,
            TimeSpan.FromSeconds(role.SessionDuration),
            answer.ExpiredTime is { } end
                ? TimeSpan.FromSeconds(Math.Clamp(end - sts.ServerTime.ToUnixTimeSeconds(), 0, role.SessionDuration))
                : null);
    }

    private TemporaryKey Use(TemporaryKey key)
    {
        lock (gate)
        {
            if (key.Key != current?.Key)
            {
                given = given.Add(key.Key);
                given = given.Count > KeysRemembered ? given.RemoveAt(0) : given;
            }

            return current = key;
        }
    }

    // Explained here: its code would elsewhere be taken for one about an EIP or its target.
    private ProviderException Explain(EcmApiException error)
    {
        var failed = $"The role {Text.Quote(role.RoleArn)} could not be assumed";
        return Array.Find(Remedies, known => error.Is(known.Code)).Remedy is { } remedy
            ? new(Refusals.KindOf(error), $"{failed}: {Refusals.Tell(error)}", remedy, error)
            : Refusals.Explain(failed, error);
    }
}
