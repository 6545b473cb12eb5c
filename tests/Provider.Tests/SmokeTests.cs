using Xunit;
namespace EcmProvider.Tests;
public class SmokeTests { [Fact] public void Runs() => Assert.True(true); }
