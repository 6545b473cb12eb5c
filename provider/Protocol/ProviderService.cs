using EcmProvider.Configuration;
using EcmProvider.Protocol.Values;
using EcmProvider.Resources;
using EcmProvider.Resources.Failures;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumirpc;

namespace EcmProvider.Protocol;

/// <summary>
/// The gRPC service <c>pulumirpc.ResourceProvider</c>: turns requests into calls of the resource, and what comes back into
/// replies. Methods that are not here answer <c>Unimplemented</c>.
/// </summary>
internal sealed class ProviderService(Session session) : ResourceProvider.ResourceProviderBase
{
    private readonly Operations operations = new(session);

    /// <inheritdoc/>
    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context)
    {
        session.BeginRun();
        return operations.RunAsync(string.Empty, 0, context, [], async _ =>
        {
            session.EngineRefreshesBeforeUpdate = request.SupportsRefreshBeforeUpdate;
            await session.ConnectAsync(request.EngineAddress);
            return new ProviderHandshakeResponse { AcceptSecrets = true, AcceptResources = true, AcceptOutputs = true };
        });
    }

    /// <inheritdoc/>
    public override Task<Empty> Attach(PluginAttach request, ServerCallContext context)
    {
        session.BeginRun();
        return operations.RunAsync(string.Empty, 0, context, [], async _ =>
        {
            await session.ConnectAsync(request.Address);
            return new Empty();
        });
    }

    /// <inheritdoc/>
    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new PluginInfo { Version = Schema.Version });

    /// <inheritdoc/>
    public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context) =>
        operations.Run(context, [], () => request.SubpackageName.Length == 0
            ? new GetSchemaResponse { Schema = Schema.Text }
            : throw new ProviderException(
                FailureKind.InvalidArgument,
                $"The ecm provider has no subpackage {Text.Quote(request.SubpackageName)}.",
                "Ask for its schema without one: it takes no parameters."));

    /// <inheritdoc/>
    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context)
    {
        var news = PropertyMarshaler.Unmarshal(request.News);
        return operations.Run(context, [news], () =>
        {
            var (configuration, failures) = ProviderConfiguration.Read(news, session.Environment.Variable);
            var response = new CheckResponse { Inputs = request.News ?? new Struct() };
            response.Failures.AddRange(Replies.Of(failures, new(SecretScan.SecretTexts(news).Concat(configuration.Secrets).SelectMany(SecretForms.Of))));
            return response;
        });
    }

    /// <inheritdoc/>
    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context)
    {
        // A provider's state is its inputs.
        var olds = PropertyMarshaler.Unmarshal(request.OldInputs ?? request.Olds);
        var news = PropertyMarshaler.Unmarshal(request.News);
        return operations.Run(context, [olds, news], () =>
        {
            var response = Replies.Of(ConfigurationDiff.Compare(olds, news));
            response.DeleteBeforeReplace = false;
            return response;
        });
    }

    /// <inheritdoc/>
    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context)
    {
        var args = request.Args is { Fields.Count: > 0 } ? PropertyMarshaler.Unmarshal(request.Args) : FromVariables(request.Variables);
        return operations.RunAsync(string.Empty, 0, context, [args], async operation =>
        {
            var (configuration, failures) = ProviderConfiguration.Read(args, session.Environment.Variable);
            if (failures.Count > 0)
            {
                var scrubber = new Scrubber(configuration.Secrets.SelectMany(SecretForms.Of));
                throw new ProviderException(
                    FailureKind.InvalidArgument,
                    "The configuration of the ecm provider is not usable: "
                        + string.Join("; ", failures.Select(failure => scrubber.Scrub($"{failure.Property} {failure.Reason}"))) + ".",
                    "Set what is named there with pulumi config set ecm:…, on the explicit provider, or in the environment.");
            }

            session.BeginRun();
            await session.ConfigureAsync(configuration, operation.Token);
            return new ConfigureResponse { AcceptSecrets = true, SupportsPreview = true, AcceptResources = true, AcceptOutputs = true };
        });
    }

    /// <inheritdoc/>
    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        var news = PropertyMarshaler.Unmarshal(request.News);
        return operations.Run(context, [news], () =>
        {
            DemandType(request.Type, request.Urn);
            var result = EipAssociation.Check(
                session.Memory, request.Urn, PropertyMarshaler.Unmarshal(request.Olds), news, session.Current?.Configuration.EcmRegion);
            var response = new CheckResponse { Inputs = PropertyMarshaler.Marshal(result.Inputs) };
            response.Failures.AddRange(Replies.Of(result.Failures, new(SecretScan.SecretTexts(news).SelectMany(SecretForms.Of))));
            return response;
        });
    }

    /// <inheritdoc/>
    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var news = PropertyMarshaler.Unmarshal(request.News);
        return operations.Run(context, [news], () =>
        {
            DemandType(request.Type, request.Urn);
            return Replies.Of(EipAssociation.Diff(
                session.Memory, request.Urn, request.Id, OldInputs(request.OldInputs), PropertyMarshaler.Unmarshal(request.Olds), news));
        });
    }

    /// <inheritdoc/>
    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        var inputs = PropertyMarshaler.Unmarshal(request.Properties);
        return operations.RunAsync(request.Urn, request.Timeout, context, [inputs], async operation =>
        {
            var associations = Associations(request.Type, request.Urn);
            var result = request.Preview
                ? await associations.PreviewCreateAsync(operation, inputs)
                : await associations.CreateAsync(operation, inputs);
            return new CreateResponse
            {
                Id = result.Id,
                Properties = PropertyMarshaler.Marshal(result.Properties),
                RefreshBeforeUpdate = operations.RefreshBeforeUpdate,
            };
        });
    }

    /// <inheritdoc/>
    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        var inputs = PropertyMarshaler.Unmarshal(request.Inputs);
        var properties = PropertyMarshaler.Unmarshal(request.Properties);
        return operations.RunAsync(request.Urn, request.Timeout, context, [inputs, properties], async operation =>
        {
            var secrets = SecretScan.SecretTexts(inputs).Concat(SecretScan.SecretTexts(properties));
            var result = await Associations(request.Type, request.Urn).ReadAsync(operation, request.Id, inputs, properties);
            return result.Id.Length == 0
                ? new ReadResponse()
                : new ReadResponse
                {
                    Id = result.Id,
                    Properties = PropertyMarshaler.Marshal(SecretScan.Conceal(result.Properties, secrets)),
                    Inputs = PropertyMarshaler.Marshal(SecretScan.Conceal(result.Inputs, secrets)),
                    RefreshBeforeUpdate = operations.RefreshBeforeUpdate,
                };
        });
    }

    /// <inheritdoc/>
    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        var news = PropertyMarshaler.Unmarshal(request.News);
        var state = PropertyMarshaler.Unmarshal(request.Olds);
        return operations.RunAsync(request.Urn, request.Timeout, context, [news, state], async operation =>
        {
            var oldInputs = OldInputs(request.OldInputs);
            var associations = Associations(request.Type, request.Urn);
            var result = request.Preview
                ? await associations.PreviewUpdateAsync(operation, request.Id, oldInputs, state, news)
                : await associations.UpdateAsync(operation, request.Id, oldInputs, state, news);
            return new UpdateResponse
            {
                Properties = PropertyMarshaler.Marshal(result.Properties),
                RefreshBeforeUpdate = operations.RefreshBeforeUpdate,
            };
        });
    }

    /// <inheritdoc/>
    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        var properties = PropertyMarshaler.Unmarshal(request.Properties);
        var inputs = PropertyMarshaler.Unmarshal(request.OldInputs);
        return operations.RunAsync(request.Urn, request.Timeout, context, [properties, inputs], async operation =>
        {
            await Associations(request.Type, request.Urn).DeleteAsync(operation, request.Id, inputs, properties);
            return new Empty();
        });
    }

    /// <inheritdoc/>
    /// <remarks>Bad arguments are an error, not <c>failures</c>: the engine does not show those to every program.</remarks>
    public override Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context)
    {
        var args = PropertyMarshaler.Unmarshal(request.Args);
        return operations.RunAsync(string.Empty, 0, context, [args], async operation => new InvokeResponse
        {
            // A program that asks by a secret gets no answer that tells it in clear.
            Return = PropertyMarshaler.Marshal(
                SecretScan.Conceal(await Configured().Functions.InvokeAsync(request.Tok, args, operation.Token), SecretScan.SecretTexts(args))),
        });
    }

    /// <inheritdoc/>
    public override Task List(ListRequest request, IServerStreamWriter<ListResponse> stream, ServerCallContext context)
    {
        var query = PropertyMarshaler.Unmarshal(request.Query);
        return operations.RunAsync(string.Empty, 0, context, [query], async operation =>
        {
            DemandType(request.Token, string.Empty);
            var end = await Configured().List.StreamAsync(
                new(query, request.Limit, request.PageSize, request.ContinuationToken),
                one => stream.WriteAsync(new() { Result = new() { Id = one.Id, Name = one.Name } }, operation.Token),
                operation.Token);
            if (end.IsComputed)
            {
                await stream.WriteAsync(new() { Computed = new() }, operation.Token);
            }
            else if (end.ContinuationToken is { } token)
            {
                await stream.WriteAsync(new() { Continuation = new() { ContinuationToken = token } }, operation.Token);
            }

            return end;
        });
    }

    /// <inheritdoc/>
    public override Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        session.Cancel();
        return Task.FromResult(new Empty());
    }

    private static PropertyMap? OldInputs(Struct? wire) => wire is null ? null : PropertyMarshaler.Unmarshal(wire);

    // An engine too old for args sends everything as text.
    private static PropertyMap FromVariables(IEnumerable<KeyValuePair<string, string>> variables) =>
        new(variables.Select(variable => KeyValuePair.Create(
            variable.Key[(variable.Key.LastIndexOf(':') + 1)..], PropertyValue.Of(variable.Value))));

    // Engines before 3.9x name the type only in the URN: urn:pulumi:STACK::PROJECT::PARENTTYPE$TYPE::NAME.
    private static void DemandType(string type, string urn)
    {
        if (type.Length == 0)
        {
            var parts = urn.Split("::");
            type = parts.Length >= 4 ? parts[2][(parts[2].LastIndexOf('$') + 1)..] : string.Empty;
        }

        if (type != EipAssociation.Type)
        {
            throw new ProviderException(
                FailureKind.InvalidArgument,
                $"The ecm provider has no resource {Text.Quote(type)}.",
                $"It has {Text.Quote(EipAssociation.Type)}.");
        }
    }

    private EipAssociation Associations(string type, string urn)
    {
        DemandType(type, urn);
        return Configured().Associations;
    }

    private Session.Configured Configured() => session.Current ?? throw new ProviderException(
        FailureKind.FailedPrecondition, "The ecm provider was not configured before it was used.", "This is the engine's part; please report it.");
}
