namespace Pulumi;

/// <summary>The program cannot go on, and its message alone tells the user why: it is shown without a stack trace.</summary>
public class RunException : Exception
{
    /// <summary>With the message to show.</summary>
    public RunException(string message) : base(message)
    {
    }

    /// <summary>With the message to show and what caused it.</summary>
    public RunException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
