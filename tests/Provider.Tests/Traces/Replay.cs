using System.Text.Json.Nodes;
using EcmEmulator;
using EcmEmulator.Models;
using EcmProvider.Tests.Support;
using Xunit;

namespace EcmProvider.Tests.Traces;

/// <summary>Sends the calls of one recording to a provider, and compares the replies. Scenarios say what overlaps.</summary>
internal sealed class Replay
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestProvider provider;
    private readonly Reality reality;
    private readonly Scenario scenario;
    private readonly IReadOnlyList<RecordedCall> calls;
    private readonly Dictionary<string, Task> begun = [];
    private readonly HashSet<string> ended = [];
    private readonly List<(string Call, Deviation Deviation)> found = [];

    /// <summary>A replay that has not begun.</summary>
    public Replay(TestProvider provider, Reality reality, Scenario scenario)
    {
        this.provider = provider;
        this.reality = reality;
        this.scenario = scenario;
        calls = Trace.Read(scenario.Trace).Calls;
    }

    /// <summary>The emulator and its switches.</summary>
    public EmulatorHost Emulator => provider.Emulator;

    /// <summary>The cloud's region.</summary>
    public CloudRegion Cloud => provider.Cloud;

    /// <summary>Every way in which the replies so far differ from the recorded ones.</summary>
    public IReadOnlyList<(string Call, Deviation Deviation)> Found => found;

    /// <summary>Makes the calls up to one of them, in the recorded order; those that were begun before are awaited.</summary>
    public async Task UntilAsync(string label)
    {
        Find(label);
        foreach (var call in calls.TakeWhile(call => call.Label != label))
        {
            await CallAsync(call.Label);
        }
    }

    /// <summary>Makes all calls that are left.</summary>
    public async Task RestAsync()
    {
        foreach (var call in calls)
        {
            await CallAsync(call.Label);
        }
    }

    /// <summary>Begins a call out of its turn and lets it run.</summary>
    public void Begin(string label) => begun[label] = PlayAsync(Find(label));

    /// <summary>Makes a call, or awaits one that has begun; one that has ended is left alone.</summary>
    public async Task CallAsync(string label)
    {
        if (!ended.Add(label))
        {
            return;
        }

        if (!begun.ContainsKey(label))
        {
            Begin(label);
        }

        await (Calls.Waits(Find(label).Method) ? provider.Clock.RunAsync(begun[label]) : begun[label].WaitAsync(Patience));
    }

    /// <summary>Lets time pass.</summary>
    public Task PassAsync(TimeSpan span) => provider.Clock.AdvanceAsync(span);

    private RecordedCall Find(string label) =>
        calls.FirstOrDefault(call => call.Label == label)
        ?? throw new ArgumentException(
            $"\"{scenario.Trace}\" has no call \"{label}\"; it has {string.Join(", ", calls.Select(call => call.Label))}.");

    private async Task PlayAsync(RecordedCall call)
    {
        var request = reality.Request(call);
        var real = await Calls.CallAsync(provider.Client, call.Method, request);
        reality.Record(request, real);
        var recorded = call.Reply.DeepClone().AsObject();
        if (scenario.Unfinished.TryGetValue(call.Label, out var unfinished))
        {
            Assert.True(recorded.ContainsKey(Shape.Error), $"{call.Label} of \"{scenario.Trace}\" was recorded as no failure.");
            recorded[Shape.InitFailed] = JsonNode.Parse(unfinished);
        }

        lock (found)
        {
            found.AddRange(Shape.Compare(reality.Reply(recorded), real).Select(deviation => (call.Label, deviation)));
        }
    }
}
