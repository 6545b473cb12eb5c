using Xunit;

namespace EcmProvider.Tests.Traces;

/// <summary>A scenario's lists are held to the truth in both directions.</summary>
public sealed class VerdictTests
{
    private static readonly Difference Listed = new("Create web", "id", "\"b\"", "why");

    [Fact]
    public void WhatIsListedAndSoIsRight() =>
        Assert.Empty(Verdict.OnReplies([Listed], [("Create web", new("id", "\"a\"", "\"b\""))]));

    [Fact]
    public void WhatIsNotListedIsWrong() =>
        Assert.Single(Verdict.OnReplies([], [("Create web", new("id", "\"a\"", "\"b\""))]));

    [Fact]
    public void WhatIsListedAndNotSoIsWrong() => Assert.Single(Verdict.OnReplies([Listed], []));

    [Fact]
    public void AnotherValueThanTheListedOneIsWrongTwice() =>
        Assert.Equal(2, Verdict.OnReplies([Listed], [("Create web", new("id", "\"a\"", "\"c\""))]).Count());

    [Fact]
    public void TheLogMustSayWhatIsExpectedAndNothingElse()
    {
        Assert.Empty(Verdict.OnLog(["is bound"], ["Info: it is bound to x"]));
        Assert.Single(Verdict.OnLog(["is bound"], []));
        Assert.Single(Verdict.OnLog([], ["Error: no"]));
    }
}
