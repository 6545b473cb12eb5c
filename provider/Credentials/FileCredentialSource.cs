using EcmProvider.Credentials.Files;

namespace EcmProvider.Credentials;

/// <summary>A key in a file; read again when the API refuses its token, since whoever wrote it may have renewed it.</summary>
internal sealed class FileCredentialSource : ICredentialSource
{
    private readonly TextFiles files;
    private readonly string path;
    private readonly Reader read;
    private volatile TencentCredentials? key;
    private volatile TencentCredentials? before;

    /// <summary>Reads the file.</summary>
    public FileCredentialSource(TextFiles files, string path, Reader read)
    {
        this.files = files;
        this.path = path;
        this.read = read;
        (key, Problem) = Load();
    }

    /// <summary>Finds a key in a file's text; the answer is what is wrong with it, null when there is one.</summary>
    public delegate string? Reader(string text, out TencentCredentials? key);

    /// <summary>Why there is no key; null when there is one.</summary>
    public string? Problem { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Secrets => [.. key?.Secrets ?? [], .. before?.Secrets ?? []];

    /// <inheritdoc/>
    public ValueTask<TencentCredentials> GetAsync(CancellationToken cancellationToken) => new(key!);

    /// <inheritdoc/>
    public bool Discard(TencentCredentials refused)
    {
        if (key != refused)
        {
            return true;
        }

        if (Load().Key is not { } next || next == refused)
        {
            return false;
        }

        before = refused;
        key = next;
        return true;
    }

    private (TencentCredentials? Key, string? Problem) Load()
    {
        var (text, problem) = files.Read(path);
        TencentCredentials? found = null;
        problem ??= read(text!, out found);
        return (found, problem);
    }
}
