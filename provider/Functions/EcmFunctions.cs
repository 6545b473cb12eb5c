using EcmProvider.Credentials;
using EcmProvider.Ecm;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Resources.Failures;

namespace EcmProvider.Functions;

/// <summary>The functions <c>ecm:index:get…</c>: look-ups that a program makes by itself.</summary>
/// <param name="cloud">The API.</param>
/// <param name="defaultRegion">The ECM region of calls that name none; null when there is none.</param>
public sealed class EcmFunctions(ICloud cloud, string? defaultRegion)
{
    private static readonly EcmFunction[] All = [new GetAddress(), new GetAddresses(), new GetNetworkInterfaces()];

    /// <summary>Calls a function. With an argument that only the update will know nothing is looked up, and nothing answered.</summary>
    /// <param name="token">The function's token, such as <c>ecm:index:getAddress</c>.</param>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The outputs, as the schema names them.</returns>
    /// <exception cref="ProviderException">
    /// No such function, arguments that cannot be used, nothing found where one EIP was asked for, or the API's refusal.
    /// </exception>
    public async Task<PropertyMap> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellationToken)
    {
        var function = Array.Find(All, function => function.Token == token) ?? throw new ProviderException(
            FailureKind.InvalidArgument,
            $"The ecm provider has no function {Text.Quote(token)}.",
            $"It has {string.Join(", ", All.Select(function => Text.Quote(function.Token)))}.");

        var reader = new ArgumentReader(arguments, function.Name, function.Arguments, defaultRegion);
        var lookUp = function.Plan(reader);
        reader.DemandNoProblems();
        if (reader.HasUnknown)
        {
            return PropertyMap.Empty;
        }

        var failed = $"{function.Name} could not look {lookUp.What} up";
        try
        {
            return await lookUp.RunAsync(cloud, cancellationToken);
        }
        catch (EcmApiException e)
        {
            throw Refusals.Explain(failed, e);
        }
        catch (EcmUnreachableException e)
        {
            throw Refusals.Explain(failed, e);
        }
        catch (MissingCredentialsException e)
        {
            throw Refusals.Explain(failed, e);
        }
    }
}
