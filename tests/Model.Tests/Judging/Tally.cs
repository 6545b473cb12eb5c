using System.Globalization;
using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.World;

namespace EcmProvider.ModelTests.Judging;

/// <summary>Counts what was played.</summary>
public sealed class Tally
{
    private int histories;
    private int runs;
    private int troubles;
    private int acts;
    private int kills;
    private int cancels;
    private int doubted;
    private long calls;

    /// <summary>A history was played to its end.</summary>
    public void Played(History history, Lab lab)
    {
        histories++;
        calls += lab.Emulator.Calls.Total;
        troubles += history.Steps.OfType<TroubleStep>().Count();
        acts += history.Steps.OfType<PeopleStep>().Count();
        foreach (var run in history.Steps.OfType<RunStep>())
        {
            runs++;
            acts += run.Interruptions.Count(i => i.What == Disturbance.People);
            kills += run.Interruptions.Count(i => i.What == Disturbance.Kill);
            cancels += run.Interruptions.Count(i => i.What == Disturbance.Cancel);
        }
    }

    /// <summary>A history was played again, because something had come late.</summary>
    public void Doubted() => doubted++;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{histories} histories of {runs} runs, {troubles} troubles, {acts} acts of people, {kills} kills, {cancels} Ctrl-C and {calls} calls of the API ({doubted} played again because something came late)");
}
