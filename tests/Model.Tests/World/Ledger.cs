using System.Globalization;
using EcmEmulator.Models;

namespace EcmProvider.ModelTests.World;

/// <summary>
/// Who made which binding: every task of the cloud was asked for by the provider, all else was done by people.
/// </summary>
public sealed class Ledger(Lab lab)
{
    private readonly Lock gate = new();

    // The last binding that people made of each EIP, and how many tasks there had been.
    private readonly Dictionary<string, (Binding Binding, int Tasks)> byPeople = [];
    private readonly Dictionary<string, TimeSpan> lastActOn = [];
    private int acts;

    /// <summary>How often people did anything; counted before it is done, so that what is seen between two equal counts they have not changed.</summary>
    public int Acts => Volatile.Read(ref acts);

    /// <summary>The number of the last task; 0 before the first.</summary>
    public int LastTask => lab.Emulator.Cloud.Tasks.Select(NumberOf).DefaultIfEmpty().Max();

    /// <summary>The tasks since another one.</summary>
    public IEnumerable<CloudTask> TasksSince(int number) => lab.Emulator.Cloud.Tasks.Where(task => NumberOf(task) > number);

    /// <summary>People act; an act that the cloud refuses is none.</summary>
    public void Perform(Histories.PeopleAct act)
    {
        lock (gate)
        {
            var before = Bindings();
            Interlocked.Increment(ref acts);
            try
            {
                act.Perform(lab.Cloud);
            }
            catch (Exception e) when (e.GetType().Name is "ApiErrorException" or "KeyNotFoundException")
            {
                Interlocked.Decrement(ref acts);
                return;
            }

            var after = Bindings();
            foreach (var eip in Region.Eips)
            {
                if (act.IsAboutEip ? eip == act.Eip : before.GetValueOrDefault(eip) != after.GetValueOrDefault(eip))
                {
                    lastActOn[eip] = lab.Clock.Elapsed;
                }

                if (after.GetValueOrDefault(eip) is { } binding && act.IsAboutEip && eip == act.Eip)
                {
                    byPeople[eip] = (binding, LastTask);
                }
            }
        }
    }

    /// <summary>Whether people did anything to the EIP within a time.</summary>
    public bool WasTouchedWithin(string eip, TimeSpan time)
    {
        lock (gate)
        {
            return lastActOn.TryGetValue(eip, out var at) && lab.Clock.Elapsed - at < time;
        }
    }

    /// <summary>Whether the EIP is bound now, and by people.</summary>
    public bool IsBoundByPeople(string eip)
    {
        lock (gate)
        {
            return lab.Cloud.FindAddress(eip)?.Eip.BoundTo is { } binding
                && byPeople.TryGetValue(eip, out var made)
                && made.Binding == binding
                && !TasksSince(made.Tasks).Any(task => task.AddressId == eip && task is { Kind: TaskKind.Bind, Result: TaskResult.Success });
        }
    }

    /// <summary>Whether the cloud holds exactly this association.</summary>
    public bool Holds(string eip, Place place) =>
        lab.Cloud.FindAddress(eip)?.Eip.BoundTo is { } binding
        && binding == new Binding(place.Eni, place.Ip)
        && (place.Instance is null || lab.Cloud.FindInstance(place.Instance) is not null);

    /// <summary>What each EIP is bound to now.</summary>
    public Dictionary<string, Binding> Bindings() => lab.Cloud.Addresses
        .Where(address => address.Eip.BoundTo is not null)
        .ToDictionary(address => address.AddressId, address => address.Eip.BoundTo!);

    private static int NumberOf(CloudTask task) => int.Parse(task.TaskId, CultureInfo.InvariantCulture);
}
