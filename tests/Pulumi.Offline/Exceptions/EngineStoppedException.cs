namespace Pulumi;

/// <summary>The engine ended the run while the program was waiting for it: it has already told the user why.</summary>
internal sealed class EngineStoppedException(string message, Exception innerException) : Exception(message, innerException);
