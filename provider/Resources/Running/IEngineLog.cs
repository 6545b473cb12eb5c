namespace EcmProvider.Resources.Running;

/// <summary>How much a line matters.</summary>
public enum Severity
{
    /// <summary>For those who debug.</summary>
    Debug,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Likely to hurt.</summary>
    Warning,

    /// <summary>Failed.</summary>
    Error,
}

/// <summary>Where lines for the user go: the engine shows them under the resource.</summary>
public interface IEngineLog
{
    /// <summary>Sends a line. Never throws and never waits: a lost line is no reason to fail.</summary>
    /// <param name="severity">How much it matters.</param>
    /// <param name="urn">The resource it is about; empty for the provider.</param>
    /// <param name="message">The line.</param>
    /// <param name="ephemeral">Whether it is the resource's passing status, replaced by the next.</param>
    void Log(Severity severity, string urn, string message, bool ephemeral = false);
}
