using EcmProvider.ModelTests.Histories;
using EcmProvider.ModelTests.Judging;
using EcmProvider.ModelTests.World;

namespace EcmProvider.ModelTests.Found;

/// <summary>Plays a history that was found, as it was shrunk.</summary>
internal static class Playing
{
    public static Task<IReadOnlyList<string>> PlayAsync(WarmLab warm, bool detectsDrift, params Step[] steps) =>
        Stage.PlayWithDoubtAsync(warm.Lab, new(detectsDrift, steps));

    public static RunStep Up(int parallel, params Wanted[] program) => new(RunKind.Up, program, parallel, []);

    public static RunStep Up(int parallel, Interruption interruption, params Wanted[] program) =>
        new(RunKind.Up, program, parallel, [interruption]);
}
