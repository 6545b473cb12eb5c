namespace EcmProvider.Credentials.Files;

/// <summary>The machine's small text files, through what a test replaces.</summary>
/// <param name="read">Reads a file; null when there is none. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</param>
/// <param name="home">The user's home directory; null when there is none.</param>
internal sealed class TextFiles(Func<string, string?> read, string? home)
{
    private const int Longest = 1024 * 1024;

    /// <summary>The user's home directory; null when there is none.</summary>
    public string? Home => string.IsNullOrEmpty(home) ? null : home;

    /// <summary>Reads a file of the machine, up to 1 MB of it.</summary>
    /// <returns>Its text; null when there is none.</returns>
    public static string? ReadFromDisk(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var text = new char[Longest];
            return new string(text, 0, reader.ReadBlock(text));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads a file, or says in a word why it cannot be read.</summary>
    public (string? Text, string? Problem) Read(string path)
    {
        try
        {
            return read(Expand(path)) is { } text ? (text, null) : (null, "does not exist");
        }
        catch (UnauthorizedAccessException)
        {
            return (null, "may not be read by this user, or is a directory");
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return (null, "cannot be read");
        }
    }

    // The shell does this for command lines, and nobody for a configuration.
    private string Expand(string path) =>
        Home is { } folder && path is ['~'] or ['~', '/' or '\\', ..] ? Path.Join(folder, path[1..]) : path;
}
