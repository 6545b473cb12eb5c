using EcmProvider.Credentials;

namespace EcmProvider.Ecm;

/// <summary>How an <see cref="EcmCloud"/>, or another client of Tencent Cloud, reaches its API.</summary>
public sealed record EcmCloudOptions
{
    /// <summary>Where the API is; see <see cref="Ecm.Endpoint"/> for what is allowed.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Where the key comes from.</summary>
    public required ICredentialSource Credentials { get; init; }

    /// <summary>The source of the jitter between retries; used by one thread at a time.</summary>
    public required Random Random { get; init; }

    /// <summary>The clock of everything: signatures, pace, time limits.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The most requests a second to each action, 1 to 20.</summary>
    public int MaxRequestsPerSecond { get; init; } = 20;

    /// <summary>How many times a request that failed for a passing reason is tried again, 0 or more.</summary>
    public int MaxRetries { get; init; } = 8;

    /// <summary>
    /// Sends the requests, and is disposed of with the cloud; null: real connections. Whether a change was sent is told by its
    /// body having been read.
    /// </summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>
    /// Told of every request that is about to be sent again, before the wait; must neither throw nor block. Null: nobody is told.
    /// </summary>
    public Action<RetryNotice>? Retrying { get; init; }

    /// <summary>What the requests' User-Agent header says.</summary>
    public string UserAgent { get; init; } = "pulumi-resource-ecm";
}
