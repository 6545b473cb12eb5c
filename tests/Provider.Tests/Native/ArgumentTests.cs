using Xunit;

namespace EcmProvider.Tests.Native;

/// <summary>What the program makes of its arguments.</summary>
public sealed class ArgumentTests
{
    private const string Engine = "127.0.0.1:4711";

    [Theory]
    [InlineData()]
    [InlineData("-logtostderr", "-v=9")]
    [InlineData("--v", "9", "--tracing", "tcp://127.0.0.1:1")]
    public void WithoutAnEngineItIsStartedByHand(params string[] flags) => Assert.Equal(new CommandLine(), CommandLine.Read(flags));

    [Theory]
    [InlineData()]
    [InlineData("-logtostderr")]
    [InlineData("--logtostderr", "-v=9")]
    [InlineData("-v", "9", "-alsologtostderr=true")]
    [InlineData("--tracing", "tcp://127.0.0.1:1")]
    [InlineData("--tracing=file:./up.trace", "--vmodule", "plugin=9", "--stderrthreshold=INFO", "--log_dir", "logs")]
    public void TheEnginesAddressStandsAfterWhatEnginesPass(params string[] flags) =>
        Assert.Equal(new CommandLine(Engine), CommandLine.Read([.. flags, Engine]));

    [Theory]
    [InlineData("--help", "[ENGINE]")]
    [InlineData("-help", "--version")]
    [InlineData("-h", "127.0.0.1:PORT")]
    [InlineData("--version", "pulumi-resource-ecm 0.1.0")]
    [InlineData("-version", "pulumi-resource-ecm 0.1.0")]
    public void AQuestionIsAnsweredAndNothingServed(string flag, string part)
    {
        var line = CommandLine.Read(["-v=9", flag, Engine]);

        Assert.Contains(part, line.Answer);
        Assert.Equal((null, null), (line.EngineAddress, line.Failure));
    }

    [Theory]
    [InlineData("--frobnicate", "\"--frobnicate\" is not a flag of pulumi-resource-ecm; --help lists them.")]
    [InlineData("--port=7", "\"--port=7\" is not a flag of pulumi-resource-ecm; --help lists them.")]
    [InlineData("-", "\"-\" is not a flag of pulumi-resource-ecm; --help lists them.")]
    [InlineData("--tracing", "\"--tracing\" needs a value.")]
    [InlineData("-v", "\"-v\" needs a value.")]
    [InlineData("not an address", "\"not an address\" is not the address of an engine. Give one as 127.0.0.1:PORT, or none to start by hand.")]
    [InlineData("127.0.0.1:port", "\"127.0.0.1:port\" is not the address of an engine. Give one as 127.0.0.1:PORT, or none to start by hand.")]
    public void WhatCannotBeTakenIsSaid(string argument, string message) =>
        Assert.Equal(new CommandLine(Failure: message), CommandLine.Read([argument]));

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    public async Task TheBinaryAnswersOnStdoutAndEndsWell(string flag)
    {
        var (exitCode, stdout, stderr) = await NativeBinary.RunAsync(flag);

        Assert.Equal((0, CommandLine.Read([flag]).Answer + "\n", string.Empty), (exitCode, stdout, stderr));
    }

    [Theory]
    [InlineData("--frobnicate")]
    [InlineData("not an address")]
    public async Task TheBinaryFailsInOneLineOnStderr(string argument)
    {
        var (exitCode, stdout, stderr) = await NativeBinary.RunAsync(argument);

        Assert.Equal((2, string.Empty, CommandLine.Read([argument]).Failure + "\n"), (exitCode, stdout, stderr));
    }
}
