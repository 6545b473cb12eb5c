using Google.Protobuf.WellKnownTypes;
using LocalEngine.Deployment;
using LocalEngine.Protocol;
using Xunit;

namespace LocalEngine.Tests.Rules;

public sealed class SmallPartsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("5m", 300)]
    [InlineData("3s", 3)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5s", 1.5)]
    [InlineData("250ms", 0.25)]
    public void TimeoutsAreSeconds(string text, double seconds) => Assert.Equal(seconds, TimeoutText.Seconds(text), 9);

    [Theory]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5 m")]
    public void ATextThatIsNoDurationIsRefused(string text) =>
        Assert.Contains($"\"{text}\"", Assert.Throws<EngineException>(() => TimeoutText.Seconds(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a.b", "a,b")]
    [InlineData("a[\"b.c\"][0]", "a,b.c,0")]
    [InlineData("*", "*")]
    public void PathsAreTakenApart(string path, string parts) => Assert.Equal(parts, string.Join(',', PropertyPath.Parse(path)));

    [Fact]
    public void ASecretInASecretIsOpenedWhole()
    {
        var nested = new Struct { Fields = { ["a"] = Secret(Secret(Value.ForString("x"))) } };

        Assert.Equal("x", Values.WithoutSecrets(nested).Fields["a"].StringValue);
    }

    [Theory]
    [InlineData(true, true, "[secret]")]
    [InlineData(true, false, "\"x\"")]
    [InlineData(false, false, "[unknown]")]
    public void AnOutputValueIsWhatItStandsFor(bool known, bool secret, string shown)
    {
        var output = new Struct { Fields = { [Values.SpecialKey] = Value.ForString("d0e6a833031e9bbcd3f4e8bde6ca49a4") } };
        output.Fields["secret"] = Value.ForBool(secret);
        if (known)
        {
            output.Fields["value"] = Value.ForString("x");
        }

        var plain = Values.WithoutOutputs(new Struct { Fields = { ["a"] = Value.ForStruct(output) } });

        Assert.Equal(shown, Shown.Text(plain.Fields["a"]));
    }

    [Fact]
    public async Task ACircleOfTwoGenerationsIsBrokenAtItsEnd()
    {
        var order = new List<string>();
        await InOrder.RunAsync(["a", "b"], item => item == "a" ? ["b"] : ["a"], 4, () => true, item =>
        {
            order.Add(item);
            return Task.FromResult(true);
        });

        Assert.Equal(["b", "a"], order);
    }

    [Fact]
    public async Task WhatWaitsForAFailureNeverRuns()
    {
        var order = new List<string>();
        await InOrder.RunAsync(["a", "b", "c"], item => item == "a" ? ["b"] : [], 1, () => true, item =>
        {
            order.Add(item);
            return Task.FromResult(item != "b");
        });

        Assert.Equal(["b", "c"], order);
    }

    private static Value Secret(Value value) => Value.ForStruct(new Struct
    {
        Fields = { [Values.SpecialKey] = Value.ForString(Values.SecretTag), ["value"] = value },
    });
}
