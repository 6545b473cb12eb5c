using EcmEmulator.Errors;
using EcmEmulator.Faults;
using EcmEmulator.Tests.Support;
using Xunit;

namespace EcmEmulator.Tests;

/// <summary>Every error code of AssociateAddress has its cause here, and gives it.</summary>
public class ErrorCauseTests
{
    // As the API's page lists them.
    private static readonly string[] Documented =
    [
        "FailedOperation.InternalOperationFailure",
        "FailedOperation.OperationNotAllow",
        "FailedOperation.PrivateIpAddressUnavailable",
        "InvalidParameter",
        "InvalidParameter.Coexist",
        "InvalidParameter.InvalidDataFormat",
        "InvalidParameter.InvalidParameterConflict",
        "InvalidParameterValue",
        "InvalidParameterValue.InvaildEniID",
        "InvalidParameterValue.InvalidInstanceID",
        "InvalidParameterValue.InvalidPublicParam",
        "InvalidParameterValue.InvalidRegion",
        "LimitExceeded.AddressQuotaLimitExceeded",
        "MissingParameter",
        "MissingParameter.MissingAssociateEntity",
        "ResourceInUse",
        "ResourceNotFound",
        "UnauthorizedOperation.ForbiddenOperation",
        "UnsupportedOperation",
        "UnsupportedOperation.AddressIdNotFound",
        "UnsupportedOperation.AlreadyBindEip",
        "UnsupportedOperation.InstanceIdNotFound",
        "UnsupportedOperation.InstanceIdNotSupported",
        "UnsupportedOperation.InvalidNetworkInterfaceIdNotFound",
        "UnsupportedOperation.InvalidPrivateIpAddressAlreadyBindEip",
        "UnsupportedOperation.Malformed",
        "UnsupportedOperation.StatusNotPermit",
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ErrorCase.All.Count)];

    public static TheoryData<string> WithoutCause =>
        [.. ErrorCauses.OfAssociateAddress.Where(cause => cause.Cause is null).Select(cause => cause.Code)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ACauseGivesItsCodeAndChangesNothing(int index)
    {
        var error = ErrorCase.All[index];
        await using var lab = await Lab.StartAsync();
        error.Arrange(lab);
        var before = lab.Region.Addresses.Select(address => (address.AddressId, address.Status, address.TaskId)).ToList();

        var answer = await lab.Client.CallAsync("AssociateAddress", error.Parameters, new Signer { Language = error.Language });

        Assert.True(error.Code == ApiClient.CodeOf(answer), $"{error}, but the answer is {answer}");
        Assert.NotEmpty(answer.GetProperty("RequestId").GetString()!);
        Assert.Equal(before, lab.Region.Addresses.Select(address => (address.AddressId, address.Status, address.TaskId)));
    }

    [Theory]
    [MemberData(nameof(WithoutCause))]
    public async Task WhatHasNoCauseIsGivenByAFault(string code)
    {
        await using var lab = await Lab.StartAsync();
        lab.Host.Faults.Add(Fault.Refuse(code, "AssociateAddress"));

        Assert.Equal(code, ApiClient.CodeOf(await lab.AssociateAsync()));
        Assert.Equal("OK", ApiClient.CodeOf(await lab.AssociateAsync()));
    }

    [Fact]
    public void EveryDocumentedCodeIsInTheTable() =>
        Assert.Empty(Documented.Except(ErrorCauses.OfAssociateAddress.Select(cause => cause.Code)));

    [Fact]
    public void EveryCauseInTheTableHasACase() =>
        Assert.Empty(ErrorCauses.OfAssociateAddress
            .Where(cause => cause.Cause is not null)
            .Select(cause => cause.Code)
            .Except(ErrorCase.All.Select(error => error.Code)));
}
