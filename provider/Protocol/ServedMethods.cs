using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Pulumirpc;

namespace EcmProvider.Protocol;

/// <summary>What the gRPC server serves: <see cref="ProviderService"/>, without what generated code would bind to it.</summary>
internal sealed class ServedService(ProviderService provider)
{
    /// <summary>The methods.</summary>
    public ProviderService Provider => provider;
}

/// <summary>
/// Names the methods one by one. The generated binding does so too, but through generic virtual methods, whose types the
/// ahead-of-time compiled program would have to build at every start: half of the time until the port is printed.
/// </summary>
internal sealed class ServedMethods : IServiceMethodProvider<ServedService>
{
    private const string Service = "pulumirpc.ResourceProvider";

    /// <inheritdoc/>
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ServedService> context)
    {
        var empty = Of(Google.Protobuf.WellKnownTypes.Empty.Parser);
        var check = Of(CheckRequest.Parser);
        var checkResponse = Of(CheckResponse.Parser);
        var diff = Of(DiffRequest.Parser);
        var diffResponse = Of(DiffResponse.Parser);

        Add("Handshake", Of(ProviderHandshakeRequest.Parser), Of(ProviderHandshakeResponse.Parser), static (s, r, c) => s.Provider.Handshake(r, c));
        Add("Attach", Of(PluginAttach.Parser), empty, static (s, r, c) => s.Provider.Attach(r, c));
        Add("GetPluginInfo", empty, Of(PluginInfo.Parser), static (s, r, c) => s.Provider.GetPluginInfo(r, c));
        Add("GetSchema", Of(GetSchemaRequest.Parser), Of(GetSchemaResponse.Parser), static (s, r, c) => s.Provider.GetSchema(r, c));
        Add("CheckConfig", check, checkResponse, static (s, r, c) => s.Provider.CheckConfig(r, c));
        Add("DiffConfig", diff, diffResponse, static (s, r, c) => s.Provider.DiffConfig(r, c));
        Add("Configure", Of(ConfigureRequest.Parser), Of(ConfigureResponse.Parser), static (s, r, c) => s.Provider.Configure(r, c));
        Add("Check", check, checkResponse, static (s, r, c) => s.Provider.Check(r, c));
        Add("Diff", diff, diffResponse, static (s, r, c) => s.Provider.Diff(r, c));
        Add("Create", Of(CreateRequest.Parser), Of(CreateResponse.Parser), static (s, r, c) => s.Provider.Create(r, c));
        Add("Read", Of(ReadRequest.Parser), Of(ReadResponse.Parser), static (s, r, c) => s.Provider.Read(r, c));
        Add("Update", Of(UpdateRequest.Parser), Of(UpdateResponse.Parser), static (s, r, c) => s.Provider.Update(r, c));
        Add("Delete", Of(DeleteRequest.Parser), empty, static (s, r, c) => s.Provider.Delete(r, c));
        Add("Invoke", Of(InvokeRequest.Parser), Of(InvokeResponse.Parser), static (s, r, c) => s.Provider.Invoke(r, c));
        Add("Cancel", empty, empty, static (s, r, c) => s.Provider.Cancel(r, c));

        context.AddServerStreamingMethod(
            new Method<ListRequest, ListResponse>(MethodType.ServerStreaming, Service, "List", Of(ListRequest.Parser), Of(ListResponse.Parser)),
            [],
            static (s, r, stream, c) => s.Provider.List(r, stream, c));

        void Add<TRequest, TResponse>(
            string name,
            Marshaller<TRequest> request,
            Marshaller<TResponse> response,
            UnaryServerMethod<ServedService, TRequest, TResponse> call)
            where TRequest : class
            where TResponse : class =>
            context.AddUnaryMethod(new(MethodType.Unary, Service, name, request, response), [], call);
    }

    private static Marshaller<T> Of<T>(MessageParser<T> parser)
        where T : class, IMessage<T>, IBufferMessage => new(
        static (message, context) =>
        {
            context.SetPayloadLength(message.CalculateSize());
            message.WriteTo(context.GetBufferWriter());
            context.Complete();
        },
        context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
}
