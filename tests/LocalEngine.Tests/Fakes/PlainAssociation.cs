using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using LocalEngine.Protocol;
using Pulumirpc;

namespace LocalEngine.Tests.Fakes;

/// <summary>An association as the recorded provider had it, and a cloud that is a dictionary.</summary>
internal sealed class PlainAssociation
{
    private static readonly string[] Flags = ["allowReassociation", "reallocateNormalPublicIp"];
    private static readonly string[] Found =
        ["addressIp", "addressStatus", "bandwidth", "internetServiceProvider", "networkInterfaceId", "privateIpAddress", "taskId"];

    /// <summary>What exists: id to state.</summary>
    public ConcurrentDictionary<string, Struct> Cloud { get; } = new();

    /// <summary>Whether answers ask for a refresh before each update.</summary>
    public bool RefreshBeforeUpdate { get; set; }

    public static CheckResponse Check(CheckRequest request)
    {
        var inputs = request.News.Clone();
        inputs.Fields.TryAdd("allowReassociation", Value.ForBool(false));
        inputs.Fields.TryAdd("reallocateNormalPublicIp", Value.ForBool(false));
        inputs.Fields.TryAdd("ecmRegion", Value.ForString("ap-xian-ecm"));
        return new CheckResponse { Inputs = inputs };
    }

    public static DiffResponse Diff(DiffRequest request)
    {
        var changed = request.OldInputs.Fields.Keys.Union(request.News.Fields.Keys)
            .Where(k => !Equals(Field(request.OldInputs, k), Field(request.News, k)))
            .Where(k => !request.IgnoreChanges.Contains(k))
            .ToList();
        var replaces = changed.Except(Flags).ToList();
        var response = new DiffResponse
        {
            Changes = changed.Count == 0 ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
            HasDetailedDiff = true,
            DeleteBeforeReplace = replaces.Count > 0,
            Replaces = { replaces },
            Diffs = { changed },
        };
        foreach (var key in changed)
        {
            response.DetailedDiff[key] = new PropertyDiff
            {
                Kind = Flags.Contains(key) ? PropertyDiff.Types.Kind.Update : PropertyDiff.Types.Kind.UpdateReplace,
                InputDiff = true,
            };
        }

        return response;
    }

    public CreateResponse Create(CreateRequest request)
    {
        var id = Id(request.Properties);
        var state = State(request.Properties, request.Preview);
        if (request.Preview)
        {
            return new CreateResponse { Properties = state };
        }

        Cloud[id] = state;
        return new CreateResponse { Id = id, Properties = state, RefreshBeforeUpdate = RefreshBeforeUpdate };
    }

    public UpdateResponse Update(UpdateRequest request)
    {
        var state = State(request.News, preview: false);
        if (!request.Preview)
        {
            Cloud[request.Id] = state;
        }

        return new UpdateResponse { Properties = state, RefreshBeforeUpdate = RefreshBeforeUpdate };
    }

    public ReadResponse Read(ReadRequest request)
    {
        if (!Cloud.TryGetValue(request.Id, out var state))
        {
            return new ReadResponse();
        }

        var inputs = request.Inputs ?? new Struct
        {
            Fields = { state.Fields.Where(f => !Found.Contains(f.Key)).ToDictionary(f => f.Key, f => f.Value) },
        };
        return new ReadResponse { Id = request.Id, Properties = state, Inputs = inputs, RefreshBeforeUpdate = RefreshBeforeUpdate };
    }

    public Empty Delete(DeleteRequest request)
    {
        Cloud.TryRemove(request.Id, out _);
        return new Empty();
    }

    public static InvokeResponse Invoke(InvokeRequest request) => new()
    {
        Return = new Struct
        {
            Fields =
            {
                ["addressId"] = Field(request.Args, "addressId") ?? Value.ForString(""),
                ["addressIp"] = Value.ForString("203.0.113.10"),
                ["addressStatus"] = Value.ForString("UNBIND"),
                ["ecmRegion"] = Value.ForString("ap-xian-ecm"),
            },
        },
    };

    private static Struct State(Struct inputs, bool preview)
    {
        var state = inputs.Clone();
        Value[] values =
        [
            Value.ForString("203.0.113.10"), Value.ForString("BIND"), Value.ForNumber(5), Value.ForString("CMCC"),
            Value.ForString("eni-primary0"), Value.ForString("10.0.0.5"), Value.ForString("123"),
        ];
        foreach (var (key, value) in Found.Zip(values))
        {
            state.Fields.TryAdd(key, preview ? Values.UnknownValue() : value);
        }

        return state;
    }

    private static string Id(Struct inputs)
    {
        var clear = Values.WithoutSecrets(inputs);
        return string.Join('/', new[] { "ecmRegion", "addressId", "instanceId" }.Select(k => Field(clear, k)?.StringValue));
    }

    private static Value? Field(Struct value, string key) => value.Fields.TryGetValue(key, out var found) ? found : null;
}
