using EcmProvider.Ecm;
using EcmProvider.Resources;
using EcmProvider.Resources.Failures;
using Grpc.Core;
using Xunit;

namespace EcmProvider.Tests.Messages;

/// <summary>The catalogue covers every error code of the API, and what it says of each fits.</summary>
public sealed class CatalogueTests
{
    public static TheoryData<string, StatusCode> Codes => [.. CodeList.All.Select(entry => new TheoryDataRow<string, StatusCode>(entry.Code, entry.Grpc))];

    [Theory]
    [InlineData("AssociateAddress", 27)]
    [InlineData("family", 20)]
    [InlineData("any action", 36)]
    public void TheListOfCodesIsWhole(string section, int count) => Assert.Equal(count, CodeList.Of(section).Distinct().Count());

    [Fact]
    public void EveryListedCodeHasAnEntryOfItsOwnAndNoEntryIsThereTwice()
    {
        string[] parents = ["AuthFailure", "OperationDenied"];

        Assert.Equal(
            CodeList.All.Select(entry => entry.Code).Concat(parents).Order(StringComparer.Ordinal),
            ErrorCatalogue.All.Select(entry => entry.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheEntriesStandWhereTheDocumentationHasThem()
    {
        Assert.Equal(CodeList.Of("AssociateAddress"), ErrorCatalogue.OfAssociateAddress.Select(entry => entry.Code));
        Assert.Equal(CodeList.Of("family"), ErrorCatalogue.OfTheFamily.Select(entry => entry.Code));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryCodeBecomesTheGrpcCodeThatFits(string code, StatusCode expected) =>
        Assert.Equal(expected, EcmProvider.Protocol.Failures.CodeOf(ErrorCatalogue.Find(code).Kind));

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryEntryReadsAsTheEndOfASentenceAndEndsWithWhatToDo(string code, StatusCode grpc)
    {
        var entry = ErrorCatalogue.Find(code);

        Assert.NotEqual(StatusCode.Internal, grpc);
        Assert.True(char.IsLower(entry.Meaning[0]) || entry.Meaning.StartsWith("ECM", StringComparison.Ordinal) || entry.Meaning.StartsWith("EIP", StringComparison.Ordinal));
        Assert.DoesNotContain('.', entry.Meaning);
        Assert.True(char.IsUpper(entry.Remedy[0]));
        Assert.EndsWith(".", entry.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', entry.Meaning + entry.Remedy);
    }

    [Theory]
    [InlineData("UnsupportedOperation.SomethingNew", "UnsupportedOperation")]
    [InlineData("InvalidParameterValue.X.Y", "InvalidParameterValue")]
    [InlineData("LimitExceeded.DiskSpace", "LimitExceeded")]
    [InlineData("AuthFailure.SomethingNew", "AuthFailure")]
    [InlineData("OperationDenied.SomethingNew", "OperationDenied")]
    [InlineData("RequestLimitExceeded.SomethingNew", "RequestLimitExceeded")]
    [InlineData("InvalidParameterX", "")]
    [InlineData("Strange", "")]
    [InlineData("", "")]
    [InlineData("...", "")]
    public void ACodeThatNobodyListedIsItsNearestParents(string code, string parent) =>
        Assert.Equal(parent, ErrorCatalogue.Find(code).Code);

    [Theory]
    [InlineData("UnsupportedOperation.AlreadyBindEip", nameof(Obstacle.HeldTarget))]
    [InlineData("UnsupportedOperation.InvalidPrivateIpAddressAlreadyBindEip", nameof(Obstacle.HeldTarget))]
    [InlineData("FailedOperation.PrivateIpAddressBinded", nameof(Obstacle.HeldTarget))]
    [InlineData("UnsupportedOperation.StatusNotPermit", nameof(Obstacle.State))]
    [InlineData("UnsupportedOperation.InvalidState", nameof(Obstacle.State))]
    [InlineData("FailedOperation.InvalidStatus", nameof(Obstacle.State))]
    [InlineData("FailedOperation.OperationNotAllow", nameof(Obstacle.State))]
    [InlineData("FailedOperation.PrivateIpAddressUnavailable", nameof(Obstacle.State))]
    [InlineData("ResourceInUse", nameof(Obstacle.State))]
    [InlineData("UnsupportedOperation", nameof(Obstacle.None))]
    [InlineData("UnsupportedOperation.InstanceIdNotFound", nameof(Obstacle.None))]
    public void WhatIsLookedAtAgainIsWhatAnotherStepMayCure(string code, string obstacle)
    {
        Assert.Equal(obstacle, ErrorCatalogue.Find(code).Obstacle.ToString());
        Assert.Equal(obstacle == nameof(Obstacle.None) ? Passing.No : Passing.Perhaps, ErrorCatalogue.Find(code).Passing);
    }

    [Fact]
    public void WhatPassesIsWhatTheClientRepeatsAndWaitsFor()
    {
        Assert.All(ErrorCatalogue.All, entry => Assert.Equal(ErrorCodes.IsPassing(entry.Code), entry.Passing == Passing.ByItself));
        Assert.Equal(
            ["FailedOperation.OperationConflict", "OperationDenied.InstanceOperationInProgress", "UnsupportedOperation.MutexOperationTaskRunning"],
            ErrorCatalogue.All.Where(entry => entry.Passing == Passing.WithOtherTask).Select(entry => entry.Code));
    }

    [Fact]
    public void WhatDoesNotExistForALookUpIsNotFoundForAnAssociation() => Assert.All(
        CodeList.All.Where(entry => ErrorCodes.IsAddressNotFound(entry.Code) || ErrorCodes.IsInstanceNotFound(entry.Code) || ErrorCodes.IsNetworkInterfaceNotFound(entry.Code)),
        entry => Assert.Equal(FailureKind.NotFound, ErrorCatalogue.Find(entry.Code).Kind));

    [Fact]
    public void WhatNoKeyMayDoIsNotAWrongKey() => Assert.All(
        CodeList.All.Where(entry => ErrorCodes.IsNoPermission(entry.Code)),
        entry => Assert.Contains("{ACTION}", ErrorCatalogue.Find(entry.Code).Remedy));

    [Fact]
    public void ACommandNamesNothingThatIsNoPlainWord()
    {
        var id = new AssociationId("ap-xian-ecm;rm", Support.Some.Eip, null);

        Assert.Equal("REGION EIP", Refusals.Fill("{REGION} {HOLDER}", id, "$(reboot)"));
        Assert.Equal("REGION eip-1", Refusals.Fill("{REGION} {HOLDER}", null, "eip-1"));
        Assert.Equal("sts:AssumeRole", Refusals.Fill("{ACTION}", null, null, "AssumeRole"));
    }
}
