namespace EcmProvider.Protocol;

/// <summary>
/// Hands a request to the method that its path names. A method's path is a fixed text: the patterns that routing looks for are not
/// needed, and are a part of the binary, and of every start, that is worth to be left out.
/// </summary>
internal sealed class MethodTable : IEndpointRouteBuilder
{
    private readonly Dictionary<string, RequestDelegate> methods = new(StringComparer.Ordinal);
    private readonly List<(string Service, RequestDelegate Answer)> unimplemented = [];

    /// <summary>The methods of <see cref="ServedService"/>.</summary>
    public MethodTable(IServiceProvider services)
    {
        ServiceProvider = services;
        this.MapGrpcService<ServedService>();
        foreach (var endpoint in DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var path = endpoint.RoutePattern.RawText!;
            if (endpoint.RoutePattern.Parameters.Count == 0)
            {
                methods.Add(path, endpoint.RequestDelegate!);
            }
            else
            {
                // What answers for methods that the service lacks, and for services that nobody has.
                var isService = endpoint.RoutePattern.Parameters.Count == 1;
                unimplemented.Add((isService ? $"/{path[..path.IndexOf('{', StringComparison.Ordinal)].TrimStart('/')}" : "/", endpoint.RequestDelegate!));
            }
        }

        unimplemented.Sort((one, other) => other.Service.Length.CompareTo(one.Service.Length));
    }

    /// <inheritdoc/>
    public IServiceProvider ServiceProvider { get; }

    /// <inheritdoc/>
    public ICollection<EndpointDataSource> DataSources { get; } = [];

    /// <inheritdoc/>
    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(ServiceProvider);

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        var answer = methods.GetValueOrDefault(path)
            ?? unimplemented.Find(one => path.StartsWith(one.Service, StringComparison.Ordinal)).Answer;
        return answer(context);
    }
}
