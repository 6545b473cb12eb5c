using EcmProvider.Resources.Running;
using Xunit;

namespace EcmProvider.Tests.Resources;

/// <summary>What a run remembers decides between two operations that touch one binding at the same time.</summary>
public sealed class RunMemoryTests
{
    private static readonly string[] Keys = ["ap-xian-ecm/eip-1/ein-1", "ap-xian-ecm/eip-1/eni-1/10.0.0.1"];

    private readonly RunMemory memory = new(TimeProvider.System);

    [Fact]
    public void WhatAnotherCreateHasMadeIsNotUnbound()
    {
        Assert.True(memory.TryMade(Keys, "one", "task", Now));

        Assert.Null(memory.TryBeginRelease([Keys[1]], "two"));
    }

    [Fact]
    public void ACreateMayUnbindWhatItHasMadeItself()
    {
        Assert.True(memory.TryMade(Keys, "one", "task", Now));

        using var release = memory.TryBeginRelease(Keys, "one");

        Assert.NotNull(release);
    }

    [Fact]
    public void WhatIsBeingUnboundIsNotAdoptedUnderAnyOfItsIds()
    {
        using var release = memory.TryBeginRelease(Keys, "one");

        Assert.False(memory.TryMade([Keys[1]], "two", null, Now));
    }

    [Fact]
    public void WhatWasUnboundAfterItWasLookedAtIsNotAdopted()
    {
        var lookedAt = Now;
        memory.TryBeginRelease(Keys, "one")!.Dispose();

        Assert.False(memory.TryMade(Keys, "two", null, lookedAt));
        Assert.True(memory.TryMade(Keys, "two", null, Now + 1));
    }

    [Fact]
    public void ADeleteOfWhatAnotherResourceHasMadeIsRefusedAndNamesIt()
    {
        Assert.True(memory.TryMade(Keys, "one", "task", Now));

        Assert.Null(memory.TryBeginDelete([Keys[0]], "two", "task", out var standsFor));
        Assert.Equal("one", standsFor);
    }

    [Fact]
    public void ADeleteThatHasEndedTwiceHasEndedOnce()
    {
        var first = memory.TryBeginDelete(Keys, "one", null, out _)!;
        using var second = memory.TryBeginDelete(Keys, "one", null, out _);
        first.Dispose();
        first.Dispose();

        Assert.True(memory.DeleteHasBegun(Keys[0]));
    }

    private static long Now => TimeProvider.System.GetTimestamp();
}
