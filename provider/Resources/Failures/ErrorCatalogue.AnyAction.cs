using static EcmProvider.Resources.Failures.FailureKind;

namespace EcmProvider.Resources.Failures;

// The codes that any action of Tencent Cloud's APIs may give.
internal static partial class ErrorCatalogue
{
    /// <summary>The common error codes.</summary>
    public static ErrorMeaning[] OfAnyAction =>
    [
        new("AuthFailure.InvalidSecretId", Unauthenticated, ["secretId"], "the key's id is not one of an API key of Tencent Cloud",
            "Check secretId (or TENCENTCLOUD_SECRET_ID)."),
        new("AuthFailure.MFAFailure", Unauthenticated, ["secretId"], "the key demands multi-factor authentication",
            "Use a key that needs none, or a role (assumeRole)."),
        new("AuthFailure.SecretIdNotFound", Unauthenticated, ["secretId"], "the API knows no such key",
            "Check secretId: the key does not exist, or is disabled."),
        new("AuthFailure.SignatureExpire", Unauthenticated, Nothing, "the request's time is more than five minutes off the API's",
            "Set this machine's clock."),
        new("AuthFailure.SignatureFailure", Unauthenticated, ["secretKey"], "the signature is wrong: the secret does not belong to the key's id",
            "Check secretKey (or TENCENTCLOUD_SECRET_KEY): it must belong to secretId."),
        new("AuthFailure.TokenFailure", Unauthenticated, ["securityToken"], "the token is wrong or has expired",
            "Get new temporary credentials, and give key, secret and token together."),
        new("AuthFailure.UnauthorizedOperation", PermissionDenied, Nothing, "the key has no permission for it", Permission),
        new("DryRunOperation", FailedPrecondition, Nothing, "the API took the request for a rehearsal and did nothing",
            $"Check endpoint: something on the way changes requests. {Ours}"),
        new("FailedOperation", FailedPrecondition, EipAndTarget, "the operation failed in the API",
            ReadBelow),
        new("InternalError", Unavailable, Nothing, "something failed inside the API", Support),
        new("InvalidAction", InvalidArgument, Endpoint, "what answers does not know the action", NotEcm),
        new("InvalidRequest", InvalidArgument, Endpoint, "what answers cannot read the request", NotEcm),
        new("IpInBlacklist", PermissionDenied, Nothing, "the key may not be used from this machine's address",
            "Take the address off the key's blocked addresses in CAM, or run elsewhere."),
        new("IpNotInWhitelist", PermissionDenied, Nothing, "the key may not be used from this machine's address",
            "Add the address to the key's allowed addresses in CAM, or run elsewhere."),
        new("LimitExceeded", ResourceExhausted, Nothing, "a quota of the account is used up", Quota),
        new("NoSuchProduct", InvalidArgument, Endpoint, "what answers does not know ECM", NotEcm),
        new("NoSuchVersion", InvalidArgument, Endpoint, "what answers does not know this version of ECM's API", NotEcm),
        new("RequestLimitExceeded", ResourceExhausted, ["maxRequestsPerSecond"], "the account sends too many requests, and went on to for all retries",
            SendLess),
        new("RequestLimitExceeded.GlobalRegionUinLimitExceeded", ResourceExhausted, ["maxRequestsPerSecond"],
            "the account sends too many requests over all regions", SendLess),
        new("RequestLimitExceeded.IPLimitExceeded", ResourceExhausted, ["maxRequestsPerSecond"],
            "too many requests come from this machine's address", SendLess),
        new("RequestLimitExceeded.UinLimitExceeded", ResourceExhausted, ["maxRequestsPerSecond"],
            "the account sends too many requests", SendLess),
        new("RequestSizeLimitExceeded", ResourceExhausted, Nothing, "the request is too large for the API", Ours),
        new("ResourceInsufficient", ResourceExhausted, EcmRegion, "the ECM region has too few resources left for it",
            "Try again later, or in another region."),
        new("ResourceUnavailable", FailedPrecondition, EipAndTarget, "the EIP or the target is not available",
            ReadBelow),
        new("ResponseSizeLimitExceeded", ResourceExhausted, Nothing, "the answer is too large for the API",
            "Ask for less at once, with ids or filters. If no function did the asking, please report this."),
        new("ServiceUnavailable", Unavailable, Nothing, "the API is not there for now", Support),
        new("UnauthorizedOperation", PermissionDenied, Nothing, "the key has no permission for it", Permission),
        new("UnknownParameter", InvalidArgument, Endpoint, "what answers does not know a parameter of the request", NotEcm),
        new("UnsupportedProtocol", InvalidArgument, Endpoint, "the API is not to be called like this",
            "Check endpoint: it must be an https URL of the ECM API. If it is, please report this."),
        new("UnsupportedRegion", InvalidArgument, EcmRegion, "the API does not support the region", Region),
    ];
}
