namespace EcmProvider.Ecm.Models;

/// <summary>What became of the API's asynchronous task.</summary>
public enum TaskResult
{
    /// <summary>The API knows no such task (any more).</summary>
    Unknown,

    /// <summary>Still under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Success,

    /// <summary>Failed; the API gives no reason.</summary>
    Failed,
}
