using LocalEngine;
using Xunit;

namespace Stacks.Tests.Support;

/// <summary>Whether a run ended as it should; if not, the test shows what the run had to say.</summary>
internal static class Expect
{
    /// <summary>It went well.</summary>
    public static async Task<RunResult> ToSucceedAsync(this Task<RunResult> running)
    {
        var result = await running;
        Assert.True(result.Succeeded, result.Errors());
        Assert.DoesNotContain(result.Changes, change => change.Failed);
        return result;
    }

    /// <summary>It ended as failed.</summary>
    public static async Task<RunResult> ToFailAsync(this Task<RunResult> running)
    {
        var result = await running;
        Assert.False(result.Succeeded, $"The run went well: {result.Done()}");
        Assert.NotEmpty(result.Errors());
        return result;
    }
}
