namespace EcmProvider.Ecm;

/// <summary>A request failed for a passing reason and is about to be sent again.</summary>
/// <param name="Action">The action, such as <c>DescribeAddresses</c>.</param>
/// <param name="ChangesSomething">Whether it is a change; otherwise a look-up, which many callers may share.</param>
/// <param name="Reason">The API's code, or what happened to the connection; without secrets.</param>
/// <param name="Lasting">For how long it has failed by now.</param>
public sealed record RetryNotice(string Action, bool ChangesSomething, string Reason, TimeSpan Lasting);
