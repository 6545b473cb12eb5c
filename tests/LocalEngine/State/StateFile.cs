using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalEngine.State;

/// <summary>The state of a stack on disk. Written whole and renamed into place, so that a kill leaves the old or the new one.</summary>
internal sealed class StateFile : IDisposable
{
    private const int Version = 1;
    private static readonly JsonSerializerOptions Indented = new(Protocol.Json.Compact) { WriteIndented = true };

    private readonly string _path;
    private readonly string? _passphrase;
    private readonly FileStream? _lock;
    private readonly StateFormat _format;
    private SecretBox? _box;
    private byte[]? _salt;
    private bool _hasSecrets;

    private StateFile(string path, string? passphrase, FileStream? @lock)
    {
        (_path, _passphrase, _lock) = (path, passphrase, @lock);
        _format = new StateFormat(Box);
    }

    /// <summary>Opens the state for one run; a second run of the same stack is refused meanwhile.</summary>
    /// <param name="path">The file; it need not exist yet.</param>
    /// <param name="passphrase">What opens the secrets; null or empty: a key file beside the state.</param>
    /// <param name="writable">False for a run that changes nothing: no lock and no folder is made.</param>
    public static StateFile Open(string path, string? passphrase, bool writable)
    {
        path = Path.GetFullPath(path);
        FileStream? held = null;
        if (writable)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            try
            {
                held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e)
            {
                throw new EngineException($"Another run is using the state \"{path}\"; wait until it has ended.", e);
            }
        }

        return new StateFile(path, string.IsNullOrEmpty(passphrase) ? null : passphrase, held);
    }

    /// <summary>Resources and unfinished operations; both empty when there is no state yet.</summary>
    public (List<ResourceState> Resources, List<PendingOperation> Pending) Read()
    {
        if (!File.Exists(_path))
        {
            return ([], []);
        }

        try
        {
            var text = File.ReadAllText(_path);
            var root = JsonNode.Parse(text)!.AsObject();
            _salt = root["salt"] is { } salt ? Convert.FromBase64String(salt.GetValue<string>()) : null;
            _hasSecrets = text.Contains("\"ciphertext\"", StringComparison.Ordinal);
            var resources = root["resources"]!.AsArray().Select(r => _format.Read(r!.AsObject())).ToList();
            var pending = (root["pendingOperations"] as JsonArray ?? [])
                .Select(p => new PendingOperation(p!["urn"]!.GetValue<string>(), p["kind"]!.GetValue<string>())).ToList();
            return (resources, pending);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new EngineException($"The state \"{_path}\" is not one of this engine ({e.Message}); restore it or use another file.", e);
        }
    }

    /// <summary>Replaces what the file holds.</summary>
    public void Write(IReadOnlyList<ResourceState> resources, IReadOnlyList<PendingOperation> pending)
    {
        var written = new JsonArray([.. resources.Select(_format.Write)]);
        var root = new JsonObject { ["version"] = Version, ["resources"] = written };
        if (_salt is not null)
        {
            root["salt"] = Convert.ToBase64String(_salt);
        }

        if (pending.Count > 0)
        {
            root["pendingOperations"] = new JsonArray(
                [.. pending.Select(p => new JsonObject { ["urn"] = p.Urn, ["kind"] = p.Kind })]);
        }

        var temporary = _path + ".new";
        using (var file = File.Create(temporary))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(root.ToJsonString(Indented)));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
    }

    /// <summary>Lets the next run in.</summary>
    public void Dispose()
    {
        _box?.Dispose();
        _lock?.Dispose();
    }

    // Made when the first secret is met: a stack without secrets needs neither a key nor a passphrase.
    private SecretBox Box()
    {
        if (_box is not null)
        {
            return _box;
        }

        if (_passphrase is null)
        {
            if (_salt is not null && _hasSecrets)
            {
                throw new EngineException($"The secrets in \"{_path}\" are under a passphrase; set PULUMI_CONFIG_PASSPHRASE.");
            }

            _salt = null;
            return _box = SecretBox.FromKeyFile(_path + ".key", mayCreate: !_hasSecrets);
        }

        if (_salt is null && _hasSecrets)
        {
            throw new EngineException(
                $"The secrets in \"{_path}\" are under its key file, not a passphrase; unset PULUMI_CONFIG_PASSPHRASE.");
        }

        return _box = SecretBox.FromPassphrase(_passphrase, _salt ??= SecretBox.NewSalt());
    }
}
