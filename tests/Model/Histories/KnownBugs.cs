using EcmProvider.ModelTests.EngineSide;

namespace EcmProvider.ModelTests.Histories;

/// <summary>What random histories leave out, and why: each switch names what was found, and a test in Found shows it.</summary>
public static class KnownBugs
{
    /// <summary>
    /// How far look-ups lag at most, in tenths of a second. Not a bug: the provider takes an EIP that goes on showing UNBIND for three
    /// seconds as not taken, and nothing is promised beyond.
    /// </summary>
    public const int LongestLagInTenths = 25;

    /// <summary>
    /// The instance form and the ENI form of one target are two ids, and the provider's memory of a run compares ids: a Create that
    /// adopts a binding under one form does not keep the Delete of the other form from unbinding it. See
    /// <c>Found/TwoFormsOfOneTargetTests</c>. True: histories name every target by one form only.
    /// </summary>
    public const bool LeavesOutTheOtherForm = false;

    /// <summary>
    /// A rename without an alias that was cut off between its Create and its Delete leaves two names for one association in the state;
    /// the next run's Delete of the old name unbinds it. See <c>Found/CutOffRenameTests</c>. True: a history ends there.
    /// </summary>
    public const bool EndsAtTwoNamesForOneAssociation = false;

    /// <summary>
    /// A Create adopts a binding that another resource of the program is about to leave, when the Delete of that one has begun but
    /// not yet unbound it. See <c>Found/TakenOverBindingTests</c>. True: a history ends before such an up.
    /// </summary>
    public const bool EndsWhereABindingIsTakenOver = false;

    /// <summary>Whether a known bug would decide what comes of a step.</summary>
    /// <param name="state">The engine's state before it.</param>
    /// <param name="step">The step.</param>
    public static bool Begins(IReadOnlyDictionary<string, Recorded> state, Step step)
    {
        if (step is not RunStep run)
        {
            return false;
        }

        var hasTwoNames = state.Values.GroupBy(resource => resource.Id).Any(same => same.Count() > 1);
        var takesOver = run.Program.Any(wanted => state.Values.Any(resource =>
            resource.Id == wanted.Id
            && resource.Name != wanted.Name
            && run.Program.Any(other => other.Name == resource.Name && other.Id != resource.Id)));
        return (EndsAtTwoNamesForOneAssociation && hasTwoNames) || (EndsWhereABindingIsTakenOver && takesOver);
    }
}
