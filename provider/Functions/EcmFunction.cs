using EcmProvider.Ecm;
using EcmProvider.Protocol.Values;

namespace EcmProvider.Functions;

/// <summary>A function: what it is called, what it takes, and what it looks up.</summary>
internal abstract class EcmFunction
{
    /// <summary>Its name, such as <c>getAddress</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Its token, as programs send it.</summary>
    public string Token => "ecm:index:" + Name;

    /// <summary>The names of its arguments, as the schema spells them.</summary>
    public abstract IReadOnlyList<string> Arguments { get; }

    /// <summary>
    /// Reads the arguments, noting with the reader whatever is wrong with them. The look-up is only to be run when nothing is, and
    /// every argument is known.
    /// </summary>
    public abstract LookUp Plan(ArgumentReader arguments);
}

/// <summary>A look-up that is ready to be made.</summary>
/// <param name="What">What is looked up, for messages: <c>EIP "eip-…" in the ECM region "…"</c>.</param>
/// <param name="RunAsync">Makes it and answers the outputs.</param>
internal sealed record LookUp(string What, Func<ICloud, CancellationToken, Task<PropertyMap>> RunAsync);
