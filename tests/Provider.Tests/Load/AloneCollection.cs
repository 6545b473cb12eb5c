using Xunit;

namespace EcmProvider.Tests.Load;

/// <summary>Tests that measure memory and how soon answers come: nothing else may run beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
