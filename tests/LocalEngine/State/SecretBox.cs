using System.Security.Cryptography;
using System.Text;

namespace LocalEngine.State;

/// <summary>Keeps secrets out of the clear: AES-256-GCM under a key that does not stand in the state file.</summary>
internal sealed class SecretBox : IDisposable
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Iterations = 600_000;

    private readonly AesGcm _cipher;
    private readonly string _source;

    private SecretBox(byte[] key, string source)
    {
        _cipher = new AesGcm(key, TagSize);
        _source = source;
    }

    /// <summary>A key derived from a passphrase; the salt stands in the state file.</summary>
    public static SecretBox FromPassphrase(string passphrase, byte[] salt) => new(
        Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, Iterations, HashAlgorithmName.SHA256, KeySize),
        "the passphrase in PULUMI_CONFIG_PASSPHRASE");

    /// <summary>The key in a file that only its owner can read; made when there is none and the state has no secrets yet.</summary>
    public static SecretBox FromKeyFile(string path, bool mayCreate)
    {
        if (!File.Exists(path))
        {
            if (!mayCreate)
            {
                throw new EngineException(
                    $"The state holds secrets, but the key file \"{path}\" that opens them is missing; bring it back, or start with a new state.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(path, options);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeySize)));
        }

        try
        {
            return new SecretBox(Convert.FromBase64String(File.ReadAllText(path).Trim()), $"the key file \"{path}\"");
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new EngineException($"The key file \"{path}\" does not hold a key; bring the right one back.", e);
        }
    }

    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(16);

    public string Encrypt(string text)
    {
        var clear = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceSize + TagSize + clear.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceSize));
        _cipher.Encrypt(
            box.AsSpan(0, NonceSize), clear, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize));
        return Convert.ToBase64String(box);
    }

    public string Decrypt(string text)
    {
        try
        {
            var box = Convert.FromBase64String(text);
            var clear = new byte[box.Length - NonceSize - TagSize];
            _cipher.Decrypt(
                box.AsSpan(0, NonceSize), box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), clear);
            return Encoding.UTF8.GetString(clear);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or OverflowException)
        {
            throw new EngineException($"A secret in the state cannot be opened with {_source}; use the one it was written with.", e);
        }
    }

    public void Dispose() => _cipher.Dispose();
}
