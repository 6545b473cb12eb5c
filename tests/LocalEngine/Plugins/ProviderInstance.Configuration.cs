using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LocalEngine.Deployment;
using LocalEngine.Protocol;
using Pulumirpc;

namespace LocalEngine.Plugins;

/// <summary>The beginning of a provider's life: it is greeted, its configuration is checked, and it gets it.</summary>
internal sealed partial class ProviderInstance
{
    private async Task GreetAsync(string root, string program)
    {
        try
        {
            var answer = await _client.HandshakeAsync(new ProviderHandshakeRequest
            {
                EngineAddress = _engineAddress,
                RootDirectory = root,
                ProgramDirectory = program,
                ConfigureWithUrn = true,
                SupportsViews = true,
                SupportsRefreshBeforeUpdate = true,
                InvokeWithPreview = true,
                MapperTarget = _engineAddress,
                LoaderTarget = _engineAddress,
                ResolverTarget = _engineAddress,
                AcceptsByteString = true,
            });
            _acceptSecrets = answer.AcceptSecrets;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            // A provider older than the handshake.
        }

        if (_running.Attached)
        {
            await OptionalAsync(() => _client.AttachAsync(new PluginAttach { Address = _engineAddress }));
        }

        await OptionalAsync(() => _client.GetPluginInfoAsync(new Empty()));
    }

    public async Task<Checked> CheckConfigAsync(string urn, Struct olds, Struct news)
    {
        try
        {
            var answer = await _client.CheckConfigAsync(new CheckRequest
            {
                Urn = urn,
                Name = Urn.Name(urn),
                Type = Urn.Type(urn),
                Olds = olds,
                News = news,
            });
            return new Checked(answer.Inputs ?? new Struct(), [.. answer.Failures]);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            return new Checked(news, []);
        }
        catch (RpcException e)
        {
            throw ProviderFailure.From(e);
        }
    }

    public async Task<Difference> DiffConfigAsync(string urn, Struct oldInputs, Struct oldOutputs, Struct news)
    {
        try
        {
            return new Difference(await _client.DiffConfigAsync(new DiffRequest
            {
                Urn = urn,
                Name = Urn.Name(urn),
                Type = Urn.Type(urn),
                Olds = oldOutputs,
                OldInputs = oldInputs,
                News = news,
            }));
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            return new Difference(new DiffResponse());
        }
        catch (RpcException e)
        {
            throw ProviderFailure.From(e);
        }
    }

    /// <summary>Gives it its configuration. <paramref name="inputs"/> has secrets wrapped.</summary>
    public async Task ConfigureAsync(string urn, string id, Struct inputs)
    {
        var package = Urn.Type(urn)[Urn.ProviderPrefix.Length..];
        var request = new ConfigureRequest
        {
            Args = inputs,
            AcceptSecrets = true,
            AcceptResources = true,
            SendsOldInputs = true,
            SendsOldInputsToDelete = true,
            Id = id,
            Urn = urn,
            Name = Urn.Name(urn),
            Type = Urn.Type(urn),
        };
        foreach (var (key, value) in Values.WithoutSecrets(inputs).Fields)
        {
            if (key is not ("version" or "pluginDownloadURL"))
            {
                request.Variables[$"{package}:config:{key}"] =
                    value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue : Json.Text(value);
            }
        }

        var answer = await Asked(_client.ConfigureAsync(request));
        _acceptSecrets |= answer.AcceptSecrets;
        SupportsPreview = answer.SupportsPreview;
        Configured = true;
    }
}
