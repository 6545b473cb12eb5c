using EcmProvider.Ecm;
using EcmProvider.Ecm.Retries;
using Xunit;

namespace EcmProvider.Tests.Ecm;

public class RetryPolicyTests
{
    private static readonly RetryPolicy Policy = new(maxRetries: 3);

    [Theory]
    [InlineData("RequestLimitExceeded", Verdict.Repeat, Verdict.Repeat)]
    [InlineData("RequestLimitExceeded.UinLimitExceeded", Verdict.Repeat, Verdict.Repeat)]
    [InlineData("InternalError", Verdict.Repeat, Verdict.OutcomeUnknown)]
    [InlineData("InternalError.DbError", Verdict.Repeat, Verdict.OutcomeUnknown)]
    [InlineData("FailedOperation.InternalOperationFailure", Verdict.Repeat, Verdict.OutcomeUnknown)]
    [InlineData("ServiceUnavailable", Verdict.Repeat, Verdict.OutcomeUnknown)]
    [InlineData("AuthFailure.SignatureExpire", Verdict.Fail, Verdict.Fail)]
    [InlineData("FailedOperation", Verdict.Fail, Verdict.Fail)]
    [InlineData("FailedOperation.OperationConflict", Verdict.Fail, Verdict.Fail)]
    [InlineData("UnsupportedOperation.AlreadyBindEip", Verdict.Fail, Verdict.Fail)]
    [InlineData("InternalErrorOfAnotherKind", Verdict.Fail, Verdict.Fail)]
    public void ARefusalIsJudgedByItsCode(string code, object lookUp, object change)
    {
        var refusal = new Failure(FailureKind.Refused, code);

        Assert.Equal(lookUp, Policy.Judge(refusal, changesSomething: false, retries: 0));
        Assert.Equal(change, Policy.Judge(refusal, changesSomething: true, retries: 0));
    }

    [Fact]
    public void AChangeWithoutAnAnswerIsNeverRepeated() => Assert.Equal(
        Verdict.OutcomeUnknown, Policy.Judge(new Failure(FailureKind.NoAnswer), changesSomething: true, retries: 0));

    [Fact]
    public void AChangeThatWasNeverSentIsRepeated() => Assert.Equal(
        Verdict.Repeat, Policy.Judge(new Failure(FailureKind.NeverSent), changesSomething: true, retries: 0));

    [Fact]
    public void WhatWillNotPassIsNotRepeated() => Assert.Equal(
        Verdict.Fail, Policy.Judge(new Failure(FailureKind.NeverSent, MayPass: false), changesSomething: false, retries: 0));

    [Theory]
    [InlineData(2, Verdict.Repeat)]
    [InlineData(3, Verdict.Fail)]
    public void RetriesComeToAnEnd(int retries, object verdict) => Assert.Equal(
        verdict, Policy.Judge(new Failure(FailureKind.Refused, "InternalError"), changesSomething: false, retries));

    [Fact]
    public void WaitsDoubleUpToABound()
    {
        var waits = Enumerable.Range(0, 8).Select(retries => Backoff.Delay(retries, chance: 0).TotalMilliseconds);

        Assert.Equal([200, 400, 800, 1600, 3200, 5000, 5000, 5000], waits);
    }

    [Fact]
    public void ChanceTakesUpToHalfOfAWaitAway() =>
        Assert.Equal(Backoff.Delay(4, chance: 0) * 0.75, Backoff.Delay(4, chance: 0.5));

    [Fact]
    public void AHugeNumberOfRetriesDoesNotOverflow() => Assert.Equal(Backoff.Longest, Backoff.Delay(int.MaxValue, chance: 0));

    [Theory]
    [InlineData("UnsupportedOperation.AddressIdNotFound", true)]
    [InlineData("InvalidParameterValue.InvaildAddressId", true)]
    [InlineData("InvalidParameterValue", false)]
    public void AMissingEipHasTwoCodes(string code, bool expected) => Assert.Equal(expected, ErrorCodes.IsAddressNotFound(code));

    [Theory]
    [InlineData("UnsupportedOperation.MutexOperationTaskRunning")]
    [InlineData("FailedOperation.OperationConflict")]
    [InlineData("OperationDenied.InstanceOperationInProgress")]
    public void AnotherTaskIsBusy(string code) => Assert.True(ErrorCodes.IsBusy(code));

    [Theory]
    [InlineData("UnauthorizedOperation", true)]
    [InlineData("UnauthorizedOperation.ForbiddenOperation", true)]
    [InlineData("AuthFailure.UnauthorizedOperation", true)]
    [InlineData("AuthFailure.SignatureFailure", false)]
    public void NoPermissionIsNotAWrongKey(string code, bool expected) => Assert.Equal(expected, ErrorCodes.IsNoPermission(code));

    [Theory]
    [InlineData("InvalidParameterValue.InvaildEniID", true)]
    [InlineData("InvalidParameter.InvalidDataFormat", true)]
    [InlineData("InvalidParameterValue.InvalidRegion", false)]
    [InlineData("UnauthorizedOperation", false)]
    [InlineData("RequestLimitExceeded", false)]
    public void OnlyARefusalOfAnIdIsWorthHalvingABatch(string code, bool expected) =>
        Assert.Equal(expected, ErrorCodes.MayBeOneBadId(code));
}
