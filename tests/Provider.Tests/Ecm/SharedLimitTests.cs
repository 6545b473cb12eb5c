using EcmProvider.Ecm.Pacing;
using Xunit;

namespace EcmProvider.Tests.Ecm;

/// <summary>Programs on one account, none of which knows of the others: each finds its share by what the API refuses.</summary>
public class SharedLimitTests
{
    private const int Limit = 20;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Queue<TimeSpan> taken = new();

    [Fact]
    public void AloneNothingIsEverRefused()
    {
        var one = new Program(new Pace(Limit));

        Run([one], seconds: 60);

        Assert.Equal(0, one.Refused);
        Assert.InRange(one.Taken, 60 * Limit * 0.98, 60 * Limit);
    }

    [Fact]
    public void WhatAnOutsiderLeavesIsUsed()
    {
        var one = new Program(new Pace(Limit));
        var outsider = new Program(TimeSpan.FromMilliseconds(100));

        Run([one, outsider], seconds: 60);

        Assert.InRange(one.Taken, 60 * 9, 60 * 12);
        Assert.InRange(outsider.Taken, 60 * 8, 60 * 10);
        Assert.InRange(one.Refused, 1, one.Taken / 2);
    }

    [Fact]
    public void TwoShareFairlyAndLeaveNothingUnused()
    {
        var (one, other) = (new Program(new Pace(Limit)), new Program(new Pace(Limit), begins: Second / 3));

        Run([one, other], seconds: 60);

        Assert.InRange(one.Taken / (double)other.Taken, 0.8, 1.25);
        Assert.InRange(one.Taken + other.Taken, 60 * Limit * 0.95, 60 * Limit);
    }

    [Fact]
    public void AllOfTheLimitIsUsedAgainSoonAfterTheOutsiderHasGone()
    {
        var one = new Program(new Pace(Limit));
        Run([one, new Program(TimeSpan.FromMilliseconds(100))], seconds: 10);
        var (before, refused) = (one.Taken, one.Refused);

        Run([one], seconds: 3, from: 10);

        Assert.InRange(one.Taken - before, (3 - 1) * Limit, 3 * Limit);
        Assert.InRange(one.Refused - refused, 0, 3);
    }

    // Whoever is next goes; the API counts the requests of the last second that it took.
    private void Run(IReadOnlyList<Program> programs, int seconds, int from = 0)
    {
        for (var now = from * Second; now < (from + seconds) * Second; now += TimeSpan.FromMilliseconds(1))
        {
            foreach (var program in programs.Where(program => program.IsDue(now)))
            {
                while (taken.TryPeek(out var oldest) && now - oldest >= Second)
                {
                    taken.Dequeue();
                }

                var isTaken = taken.Count < Limit;
                if (isTaken)
                {
                    taken.Enqueue(now);
                }

                program.Answer(isTaken, now);
            }
        }
    }

    /// <summary>One that always has something to ask: at a pace that it finds, or come what may.</summary>
    private sealed class Program
    {
        private readonly Pace? pace;
        private readonly TimeSpan interval;
        private TimeSpan next;

        public Program(Pace pace, TimeSpan begins = default)
        {
            this.pace = pace;
            next = begins;
        }

        public Program(TimeSpan interval) => this.interval = interval;

        public int Taken { get; private set; }

        public int Refused { get; private set; }

        public bool IsDue(TimeSpan now) => now >= next && (pace is null || pace.WaitAt(now) == TimeSpan.Zero);

        public void Answer(bool isTaken, TimeSpan now)
        {
            _ = isTaken ? Taken++ : Refused++;
            next += interval;
            pace?.Take(now, now);
            if (!isTaken)
            {
                pace?.Refused(now, now);
            }
        }
    }
}
