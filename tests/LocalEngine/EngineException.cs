namespace LocalEngine;

/// <summary>Something the user can mend: a project, a state, a program or a provider that is not as it should be.</summary>
public class EngineException : Exception
{
    /// <summary>Makes one from a message that says what happened, where, and what to do.</summary>
    public EngineException(string message) : base(message)
    {
    }

    /// <summary>Makes one that keeps what caused it.</summary>
    public EngineException(string message, Exception inner) : base(message, inner)
    {
    }
}
