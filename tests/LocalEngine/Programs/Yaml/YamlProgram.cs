using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using LocalEngine.Deployment;
using LocalEngine.Protocol;
using Pulumirpc;

namespace LocalEngine.Programs.Yaml;

/// <summary>A program in YAML: <c>resources</c>, <c>variables</c> and <c>outputs</c> of <c>Pulumi.yaml</c> (or of <c>Main.yaml</c> under <c>main</c>).</summary>
internal sealed class YamlProgram(Project project) : IProgram
{
    public async Task RunAsync(ProgramContext context, CancellationToken kill)
    {
        var document = Document();
        Cycles.Refuse(document);
        using var channel = Channels.To(context.Address);
        var monitor = new ResourceMonitor.ResourceMonitorClient(channel);
        try
        {
            await RunAsync(document, monitor, context);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled)
        {
            throw new ProgramFailedException("the engine took no more resources");
        }
        catch (RpcException e)
        {
            throw new ProgramFailedException(e.Status.Detail);
        }
    }

    private async Task RunAsync(JsonObject document, ResourceMonitor.ResourceMonitorClient monitor, ProgramContext context)
    {
        var stack = await monitor.RegisterResourceAsync(new RegisterResourceRequest
        {
            Type = Urn.StackType,
            Name = $"{context.Project}-{context.Stack}",
            Object = new Struct(),
            AcceptSecrets = true,
            SupportsPartialValues = true,
            AliasSpecs = true,
            SupportsResultReporting = true,
        });
        var evaluator = new Evaluator(document, project, context, monitor, stack.Urn);

        // Each waits for what it refers to, and all are begun at once.
        await Task.WhenAll(evaluator.Resources.Select(evaluator.ResourceAsync));
        var outputs = new Struct();
        foreach (var (name, expression) in document["outputs"] as JsonObject ?? [])
        {
            outputs.Fields[name] = (await evaluator.EvaluateAsync(expression)).Value;
        }

        await monitor.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest { Urn = stack.Urn, Outputs = outputs });
    }

    private JsonObject Document()
    {
        if (project.Main.Length == 0)
        {
            return project.Document;
        }

        var main = Path.Combine(project.ProgramDirectory, "Main.yaml");
        return File.Exists(main)
            ? (JsonObject)YamlText.ToJson(YamlText.Load(main))!
            : throw new EngineException($"There is no \"Main.yaml\" in \"{project.ProgramDirectory}\", which \"main\" in Pulumi.yaml names.");
    }
}
