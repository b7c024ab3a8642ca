namespace DataIngestion.Storage;

/// <summary>A store with one fault.</summary>
internal sealed class BrokenStore(string fault) : IStore
{
    public const string ForgetsConditions = "ForgetsConditions";
    public const string WritesAtOnce = "WritesAtOnce";
    public const string ListsByPrefix = "ListsByPrefix";
    public const string DropsTheLastByte = "DropsTheLastByte";
    public const string TakesAnyPath = "TakesAnyPath";
    public const string IgnoresCancellation = "IgnoresCancellation";
    public const string KeepsDeleted = "KeepsDeleted";

    private readonly InMemoryStore _store = new();

    public string Name => _store.Name;

    public ValueTask<StoreEntry?> StatAsync(string path, CancellationToken cancellationToken = default) => _store.StatAsync(Path(path), Token(cancellationToken));

    public async IAsyncEnumerable<StoreEntry> ListAsync(string folder, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (StoreEntry entry in _store.ListAsync(fault == ListsByPrefix ? "" : folder, Token(cancellationToken)))
        {
            if (entry.Path.StartsWith(folder, StringComparison.Ordinal))
            {
                yield return entry;
            }
        }
    }

    public async ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        Stream stream = await _store.OpenReadAsync(Path(path), Token(cancellationToken));
        if (fault != DropsTheLastByte || stream.Length < 1000)
        {
            return stream;
        }

        byte[] cut = new byte[stream.Length - 1];
        await stream.ReadExactlyAsync(cut, cancellationToken);
        return new MemoryStream(cut);
    }

    public async ValueTask<StoreWriter> CreateAsync(string path, StoreWriteOptions options, CancellationToken cancellationToken = default)
    {
        StoreWriter writer = await _store.CreateAsync(Path(path), options, Token(cancellationToken));
        return fault switch
        {
            ForgetsConditions => new Unconditional(writer),
            WritesAtOnce when await _store.StatAsync(path, cancellationToken) is null => new Unfinished(writer),
            _ => writer,
        };
    }

    public async ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        await StatAsync(path, cancellationToken);
        if (fault != KeepsDeleted)
        {
            await _store.DeleteAsync(Path(path), Token(cancellationToken));
        }
    }

    // A path that is none becomes one.
    private string Path(string path)
    {
        bool none = path.Length == 0 || path[0] == '/' || path.Split('/').Any(segment => segment is "." or "..");
        return fault == TakesAnyPath && none ? "any" : path;
    }

    private CancellationToken Token(CancellationToken token) => fault == IgnoresCancellation ? CancellationToken.None : token;

    private sealed class Unconditional(StoreWriter writer) : StoreWriter
    {
        public override Stream Stream => writer.Stream;

        public override ValueTask<StoreEntry> CompleteAsync(StoreCondition condition, CancellationToken cancellationToken = default) => writer.CompleteAsync(StoreCondition.Always, cancellationToken);

        public override ValueTask DisposeAsync() => writer.DisposeAsync();
    }

    // Completes also when nobody asked for it.
    private sealed class Unfinished(StoreWriter writer) : StoreWriter
    {
        private bool _complete;

        public override Stream Stream => writer.Stream;

        public override ValueTask<StoreEntry> CompleteAsync(StoreCondition condition, CancellationToken cancellationToken = default)
        {
            _complete = true;
            return writer.CompleteAsync(condition, cancellationToken);
        }

        public override async ValueTask DisposeAsync()
        {
            if (!_complete)
            {
                await writer.CompleteAsync(StoreCondition.Always);
            }

            await writer.DisposeAsync();
        }
    }
}
