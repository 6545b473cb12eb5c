using CsCheck;

namespace EcmProvider.Tests.Hostile;

/// <summary>Breaks well-formed messages in the ways in which bytes can be wrong.</summary>
internal static class BrokenBytes
{
    private static readonly byte[][] NoUtf8 = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80]];

    /// <summary>A message, broken.</summary>
    public static Gen<byte[]> Of(byte[] message) =>
        message.Length == 0 ? Garbage : Gen.Frequency(
            (3, (IGen<byte[]>)Gen.Select(Gen.Int[0, message.Length - 1], Gen.OneOf(NoUtf8), (at, bad) => Overwritten(message, at, bad))),
            (2, Gen.Int[0, message.Length - 1].Select(end => message[..end])),
            (2, Gen.Select(Gen.Int[0, message.Length - 1], Gen.Byte, (at, value) => Overwritten(message, at, [value]))),
            (1, Gen.Select(Gen.Int[0, message.Length], Gen.Byte.Array[1, 20], (at, extra) => (byte[])[.. message[..at], .. extra, .. message[at..]])),
            (1, Garbage));

    private static Gen<byte[]> Garbage => Gen.Frequency(
        (3, (IGen<byte[]>)Gen.Byte.Array[0, 100]),
        // Field 2, longer than the message; a group that never ends; a number of eleven bytes.
        (1, Gen.OneOf<byte[]>([0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0x0B, 0x0B, 0x0B], [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])));

    private static byte[] Overwritten(byte[] message, int at, byte[] with)
    {
        var broken = (byte[])message.Clone();
        with.AsSpan(0, Math.Min(with.Length, broken.Length - at)).CopyTo(broken.AsSpan(at));
        return broken;
    }
}
