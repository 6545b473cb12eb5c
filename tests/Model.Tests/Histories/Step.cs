using System.Globalization;

namespace EcmProvider.ModelTests.Histories;

/// <summary>One step of a history; its text is a sentence.</summary>
public abstract record Step;

/// <summary>People act between two runs.</summary>
/// <param name="Act">What they do.</param>
public sealed record PeopleStep(PeopleAct Act) : Step
{
    public override string ToString() => Act.ToString();
}

/// <summary>Something will go wrong from now on.</summary>
/// <param name="Trouble">What.</param>
public sealed record TroubleStep(Trouble Trouble) : Step
{
    public override string ToString() => Trouble.ToString();
}

/// <summary>What the engine runs.</summary>
public enum RunKind
{
    Up,
    UpWithRefresh,
    Preview,
    Refresh,
    Destroy,
    Import,
}

/// <summary>The engine runs.</summary>
/// <param name="Kind">What it runs.</param>
/// <param name="Program">The program of an up or a preview; for an import the one association, known by region and EIP only.</param>
/// <param name="Parallel">How many steps at a time.</param>
/// <param name="Interruptions">What happens while it runs.</param>
public sealed record RunStep(RunKind Kind, IReadOnlyList<Wanted> Program, int Parallel, IReadOnlyList<Interruption> Interruptions) : Step
{
    /// <summary>The resource that is replaced by force (<c>--replace</c>); null for none.</summary>
    public string? Force { get; init; }

    /// <summary>Whether it makes the cloud as the program says.</summary>
    public bool IsUp => Kind is RunKind.Up or RunKind.UpWithRefresh;

    public override string ToString()
    {
        var what = Kind switch
        {
            RunKind.Up => $"up [{string.Join("; ", Program)}]",
            RunKind.UpWithRefresh => $"up --refresh [{string.Join("; ", Program)}]",
            RunKind.Preview => $"preview [{string.Join("; ", Program)}]",
            RunKind.Refresh => "refresh",
            RunKind.Destroy => "destroy",
            _ => $"import {Program[0].Name} as {Program[0].Eip}",
        };
        var parallel = string.Create(CultureInfo.InvariantCulture, $" -p {Parallel}");
        var force = Force is null ? string.Empty : $" --replace {Force}";
        return $"{what}{parallel}{force}{string.Concat(Interruptions.Select(i => $"\n        {i}"))}";
    }
}

/// <summary>How a run is disturbed.</summary>
public enum Disturbance
{
    People,
    Cancel,
    Kill,
    FinishTasks,
}

/// <summary>Something happens while the engine runs.</summary>
/// <param name="What">What it is.</param>
/// <param name="After">When, in virtual milliseconds from the start of the run; ignored when <paramref name="Call"/> is given.</param>
/// <param name="Call">At which call of the API in this run, counted from 1; 0: by time.</param>
/// <param name="Act">What people do.</param>
public sealed record Interruption(Disturbance What, int After, int Call = 0, PeopleAct? Act = null)
{
    public override string ToString()
    {
        var when = Call > 0
            ? string.Create(CultureInfo.InvariantCulture, $"at its call no. {Call} of the API")
            : string.Create(CultureInfo.InvariantCulture, $"after {After} ms");
        return What switch
        {
            Disturbance.People => $"{when} {Act}",
            Disturbance.Cancel => $"{when} somebody presses Ctrl-C",
            Disturbance.Kill => $"{when} the provider is killed",
            _ => $"{when} all tasks that hang are finished",
        };
    }
}

/// <summary>A stack's life: what happens, in order.</summary>
/// <param name="DetectsDrift">Whether the provider asks to be read before updates.</param>
/// <param name="Steps">What happens.</param>
public sealed record History(bool DetectsDrift, IReadOnlyList<Step> Steps)
{
    /// <summary>Whether the provider works with the temporary key of an assumed role.</summary>
    public bool AssumesRole { get; init; }

    public override string ToString() =>
        $"  detectDrift: {(DetectsDrift ? "true" : "false")}{(AssumesRole ? ", assumeRole" : "")}\n{string.Join('\n', Steps.Select((step, i) => string.Create(CultureInfo.InvariantCulture, $"  {i + 1}. {step}")))}";
}
