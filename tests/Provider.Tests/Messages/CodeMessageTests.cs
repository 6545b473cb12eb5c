using EcmEmulator.Faults;
using EcmProvider.Resources.Failures;
using EcmProvider.Tests.Support;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Messages;

/// <summary>What a Create says for every error code that AssociateAddress may be refused with.</summary>
public sealed class CodeMessageTests
{
    private static readonly string[] Unlisted = ["UnsupportedOperation.SomethingNew", "OperationDenied.SomethingNew", "Strange"];

    public static TheoryData<string> Codes => [.. ErrorCatalogue.All.Select(entry => entry.Code).Concat(Unlisted)];

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task OfACreateThatIsRefused(string code)
    {
        await using var provider = await TestProvider.StartAsync();
        var meaning = ErrorCatalogue.Find(code);
        var isAboutPrivateIp = meaning.Properties.Contains("privateIpAddress") && !meaning.Properties.Contains("instanceId");
        if (meaning.Obstacle == Obstacle.HeldTarget)
        {
            HoldTarget(provider, isAboutPrivateIp);
        }

        provider.Emulator.Faults.Add(Fault.Refuse(code, "AssociateAddress") with { Times = null, Message = "So says the API." });

        // What another task causes is waited for until the time is over.
        var created = await provider.CreateAsync(isAboutPrivateIp ? Some.EniInputs() : Some.Inputs(), timeout: 60);

        Assert.Null(created.Partial);
        Assert.Equal(meaning.Passing == Passing.WithOtherTask ? StatusCode.DeadlineExceeded : EcmProvider.Protocol.Failures.CodeOf(meaning.Kind), created.Code);
        Assert.Contains($"{code}: So says the API. (AssociateAddress, RequestId ", created.Message);
        Golden.Match("Codes", code, Shown.Of(created, provider));
    }

    private static void HoldTarget(TestProvider provider, bool isPrivateIp)
    {
        if (isPrivateIp)
        {
            provider.Cloud.People.Bind(Some.OtherEip, Some.Eni, Some.PrivateIp);
        }
        else
        {
            provider.Cloud.People.Bind(Some.OtherEip, Some.Instance);
        }
    }
}
