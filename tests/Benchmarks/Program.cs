using Benchmarks.Figures;
using Benchmarks.Processes;
using Benchmarks.Report;

// make bench [FIGURES="start calls …"]: measures the native binary and the emulator, each a process of its own, and prints one table.
string[] all = ["start", "calls", "creates", "lone", "lookups", "sharing", "memory", "stack", "growth"];
var wanted = args.Length > 0 ? args : all;
if (wanted.Except(all).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no figure \"{unknown}\"; there are: {string.Join(", ", all)}.");
    return 2;
}

Console.WriteLine($"{Machine.Describe()}\n\n{Table.Of([])}".TrimEnd());
using var emulator = new Emulator();
await WarmUpAsync(emulator);
var over = 0;
foreach (var figure in wanted)
{
    await foreach (var row in MeasureAsync(figure))
    {
        over += row.Holds == false ? 1 : 0;
        Console.Write(Table.Of([row], header: false));
    }
}

Console.WriteLine(over == 0 ? "\nAll bounds hold." : $"\n{over} bounds do not hold.");
return 0;

async IAsyncEnumerable<Row> MeasureAsync(string figure)
{
    switch (figure)
    {
        case "start":
            foreach (var row in Starts.Measure())
            {
                yield return row;
            }

            break;
        case "calls":
            foreach (var row in await EveryCall.MeasureAsync(emulator))
            {
                yield return row;
            }

            break;
        case "creates":
            yield return await Creates.MeasureAsync(emulator, 200);
            yield return await Creates.MeasurePeerAsync(emulator, 200);
            break;
        case "lone":
            yield return await Creates.MeasureLoneAsync(emulator);
            break;
        case "lookups":
            foreach (var row in await LookUps.MeasureAsync(emulator))
            {
                yield return row;
            }

            break;
        case "sharing":
            yield return await Creates.MeasureTwoAsync(emulator, 200);
            yield return await Creates.MeasureDisturbedAsync(emulator, 200);
            break;
        case "memory":
            yield return await Creates.MeasureMemoryAsync(emulator);
            break;
        case "stack":
            await foreach (var row in Stack.MeasureAsync(emulator))
            {
                yield return row;
            }

            break;
        default:
            foreach (var count in new[] { 1, 10, 100, 500, 2000 })
            {
                yield return await Creates.MeasureAsync(emulator, count);

                // Two thousand would take the peers a quarter of an hour.
                if (count < 2000)
                {
                    yield return await Creates.MeasurePeerAsync(emulator, count);
                }
            }

            break;
    }
}

// The emulator and this program compile themselves as they run: that is not what is measured.
static async Task WarmUpAsync(Emulator emulator)
{
    await emulator.ResetAsync(new(50, Longest: 0.5));
    using var provider = await Provider.StartAsync(emulator.Endpoint);
    await Task.WhenAll(Enumerable.Range(0, 50).Select(i => provider.CreateAsync(i)));
    await Task.WhenAll(Enumerable.Range(0, 50).Select(provider.ReadAsync));
}
