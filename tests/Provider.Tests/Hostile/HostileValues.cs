using System.Text;
using CsCheck;
using EcmProvider.Tests.Support;
using Google.Protobuf.WellKnownTypes;

namespace EcmProvider.Tests.Hostile;

/// <summary>Texts and property values that no honest program sends, mixed with those that one does.</summary>
internal static class HostileValues
{
    private const string Signature = "4dabf18193072939515e22adb298388d";

    private static readonly string[] Signatures =
    [
        "1b47061264138c4ac30d75fd1eb44270", // secret
        "d0e6a833031e9bbcd3f4e8bde6ca49a4", // output
        "5cf8f73096256a8f31e491e813e4eb8e", // resource reference
        "803fd3297a5875dc03ca845dda5d2a98", // byte string
        "c44067f5952c0a294b673a41bacd8c17", // asset
        "0def7320c3a5731c473e5ecbe6d01bc7", // archive
        "00000000000000000000000000000000",
        "",
    ];

    private static readonly string[] Unknowns =
        ["1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "3eeb2bf0-c639-47a8-9e75-3b44932eb421", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"];

    private static readonly string[] Nasty =
    [
        "", " ", "/", "//", "a/b", "a/b/c/d/e", "\0", "\u001b[2J", "\u202Egnp", "\r\nX-Injected: 1", "'; --", "%00%0a", "${x}", "{0}", "\"", "\\",
        "NaN", "-0", "1e999", "99999999999999999999", "0x10", "true", "null", "{}", "[]", "{", "[1,", "[[[[", "\"\\ud800\"",
        "{\"roleArn\":\"\\ud800\"}", "{\"\\udfff\":1}", "[\"\\udc00\"]", "{\"roleArn\":{}}", "{\"4dabf18193072939515e22adb298388d\":\"\\ud800\"}",
        "http://", "https://[::1", "ftp://x", "file:///etc/passwd", "https://u:p@x", "http://127.0.0.1:99999", "https://x/?q#f", "https://\u00fc.example",
        "127.0.0.1", "01.2.3.4", "10.0.0.256", "::1", "1", "\uFEFF", "\u2028", "e\u0301", "x\U0001F600", "qcs::cam::uin/1:roleName/x",
        "urn:pulumi:dev::edge::ecm:index:EipAssociation::web", "::::::", "$::$::$::$", "ecm:index:EipAssociation", "ap-xian-ecm/eip-11112222",
        "4dabf18193072939515e22adb298388d", "__internal", "addressID", "AddressId", Some.Eip, Some.Instance, Some.Eni, Some.PrivateIp, TestProvider.Region,
    ];

    /// <summary>Whatever may stand where a text is asked for. Whole characters only: the wire's own breakage is made of bytes.</summary>
    public static Gen<string> Texts { get; } = Gen.Frequency(
        (6, (IGen<string>)Gen.OneOf(Nasty)),
        (1, Gen.OneOf(Unknowns)),
        (2, Gen.String.Select(Whole)),
        (1, Gen.Select(Gen.OneOf("x", "/", "::", "{", "[", "\U0001F600", "\u00e4"), Gen.Int[90, 3000], Repeated)));

    /// <summary>Numbers up to those that are none.</summary>
    public static Gen<double> Numbers { get; } = Gen.OneOf(
        0, -1, 1, 20, 0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, -0.0, 1e300, int.MaxValue + 1.0);

    /// <summary>Values of every kind, wrappers in the wrong places among them.</summary>
    public static Gen<Value> Values { get; } = Gen.Recursive<Value>(static (depth, inner) => depth > 3 ? Leaves : Gen.Frequency(
        (6, (IGen<Value>)Leaves),
        (1, inner.Array[0, 4].Select(items => Value.ForList(items))),
        (1, Gen.Select(Texts, inner).Array[0, 4].Select(fields => Value.ForStruct(StructOf(fields)))),
        (3, Gen.Select(Gen.OneOf(Signatures), Gen.Select(Gen.OneOf("value", "value", "secret", "dependencies", "urn", "id", "other"), inner).Array[0, 3], Wrapper))));

    private static Gen<Value> Leaves => Gen.Frequency(
        (6, (IGen<Value>)Texts.Select(Value.ForString)),
        (2, Numbers.Select(Value.ForNumber)),
        (1, Gen.Bool.Select(Value.ForBool)),
        (1, Gen.Const(Value.ForNull)),
        (1, Gen.Const(static () => new Value())));

    /// <summary>A map: some of the properties that are known, right or wrong, and sometimes others.</summary>
    public static Gen<Struct> Maps(params (string Name, Value Right)[] known) => Gen.Select(
        Gen.Select(Gen.Int[0, 3], Values).Array[known.Length],
        Gen.Frequency((3, (IGen<(string, Value)[]>)Gen.Const(System.Array.Empty<(string, Value)>())), (1, Gen.Select(Texts, Values).Array[1, 3])),
        (picks, others) => StructOf(
        [
            .. known.Zip(picks).Where(pair => pair.Second.Item1 > 0).Select(pair => (pair.First.Name, pair.Second.Item1 > 1 ? pair.First.Right.Clone() : pair.Second.Item2)),
            .. others,
        ]));

    /// <summary>Lists in lists, or objects in objects, so many of them.</summary>
    public static Value Nested(int depth, bool objects)
    {
        var value = Value.ForString("x");
        for (var i = 0; i < depth; i++)
        {
            value = objects ? Value.ForStruct(new Struct { Fields = { ["x"] = value } }) : Value.ForList(value);
        }

        return value;
    }

    public static string Repeated(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static Value Wrapper(string signature, (string, Value)[] fields) =>
        Value.ForStruct(StructOf([(Signature, Value.ForString(signature)), .. fields]));

    private static Struct StructOf(IEnumerable<(string Name, Value Value)> fields)
    {
        var made = new Struct();
        foreach (var (name, value) in fields)
        {
            made.Fields[name] = value.Clone();
        }

        return made;
    }
}
