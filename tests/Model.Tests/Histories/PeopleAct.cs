using EcmEmulator.Models;
using EcmProvider.ModelTests.World;

namespace EcmProvider.ModelTests.Histories;

/// <summary>What somebody does in the console, behind the engine's back.</summary>
public enum PeopleDo
{
    Bind,
    Unbind,
    Move,
    Release,
    DeleteInstance,
    DeleteNetworkInterface,
    Attach,
    Detach,
}

/// <summary>One act of people.</summary>
/// <param name="Do">What they do.</param>
/// <param name="Eip">To which EIP; ignored where there is none to it.</param>
/// <param name="Place">With which target.</param>
public sealed record PeopleAct(PeopleDo Do, string Eip, Place Place)
{
    /// <summary>Whether it is about one EIP only.</summary>
    public bool IsAboutEip => Do is PeopleDo.Bind or PeopleDo.Unbind or PeopleDo.Move or PeopleDo.Release;

    /// <summary>Does it; the cloud's rules bind people too.</summary>
    /// <exception cref="EcmEmulator.Errors.ApiErrorException">The cloud refuses.</exception>
    public void Perform(CloudRegion region)
    {
        var people = region.People;
        switch (Do)
        {
            case PeopleDo.Bind:
                people.Bind(Eip, Place.Eni, Place.Ip);
                break;
            case PeopleDo.Unbind:
                people.Unbind(Eip);
                break;
            case PeopleDo.Move:
                people.Move(Eip, Place.Eni, Place.Ip);
                break;
            case PeopleDo.Release:
                people.Release(Eip);
                break;
            case PeopleDo.DeleteInstance:
                people.DeleteInstance(Place.Instance ?? "ein-3");
                break;
            case PeopleDo.DeleteNetworkInterface:
                people.DeleteNetworkInterface(LooseOne);
                break;
            case PeopleDo.Attach:
                people.Attach(LooseOne, "ein-2");
                break;
            default:
                people.Detach(LooseOne);
                break;
        }
    }

    private string LooseOne => Place.Eni == Region.LooseEni ? Region.LooseEni : Region.SecondEni;

    public override string ToString() => Do switch
    {
        PeopleDo.Bind => $"people bind {Eip} to {Place.Eni} ({Place.Ip})",
        PeopleDo.Unbind => $"people unbind {Eip}",
        PeopleDo.Move => $"people move {Eip} to {Place.Eni} ({Place.Ip})",
        PeopleDo.Release => $"people release {Eip}",
        PeopleDo.DeleteInstance => $"people delete the instance {Place.Instance ?? "ein-3"}",
        PeopleDo.DeleteNetworkInterface => $"people delete the ENI {LooseOne}",
        PeopleDo.Attach => $"people attach the ENI {LooseOne} to ein-2",
        _ => $"people detach the ENI {LooseOne}",
    };
}
