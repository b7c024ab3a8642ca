using System.Globalization;
using System.Runtime.CompilerServices;

namespace DataIngestion;

/// <summary>A store in memory, for tests: it honours conditions atomically, and fails where a test wants it to. Thread-safe.</summary>
/// <param name="time">The clock, or <see langword="null"/> for the system's.</param>
public sealed class InMemoryStore(TimeProvider? time = null) : IStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (byte[] Content, StoreEntry Entry)> _objects = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _writes;

    /// <inheritdoc/>
    public string Name => "memory:/";

    /// <summary>Called with the path just before a write is checked and made visible; what it throws, the write throws.</summary>
    public Action<string>? BeforeComplete { get; set; }

    /// <summary>The paths of all objects, in ordinal order.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_gate)
            {
                return [.. _objects.Keys];
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoreEntry?> StatAsync(string path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(_objects.TryGetValue(Checked(path), out (byte[] Content, StoreEntry Entry) found) ? found.Entry : null);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEntry> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        cancellationToken.ThrowIfCancellationRequested();
        StoreEntry[] entries;
        lock (_gate)
        {
            entries = [.. _objects.Values.Select(value => value.Entry).Where(entry => folder.Length == 0 || entry.Path.StartsWith(folder + "/", StringComparison.Ordinal))];
        }

        foreach (StoreEntry entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await ValueTask.FromResult(entry).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return _objects.TryGetValue(Checked(path), out (byte[] Content, StoreEntry Entry) found)
                ? new(new MemoryStream(found.Content, writable: false))
                : throw new IngestionException($"Nothing has the path {path}.") { Origin = path };
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoreWriter> CreateAsync(string path, StoreWriteOptions options, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new Writer(this, Checked(path)));
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _objects.Remove(Checked(path));
            return default;
        }
    }

    private static string Checked(string path) =>
        path is { Length: > 0 } && path.Split('/').All(segment => segment is not ("" or "." or ".."))
            ? path
            : throw new ArgumentException($"'{path}' is no store path.", nameof(path));

    private StoreEntry Complete(string path, byte[] content, StoreCondition condition)
    {
        BeforeComplete?.Invoke(path);
        lock (_gate)
        {
            bool exists = _objects.TryGetValue(path, out (byte[] Content, StoreEntry Entry) found);
            if ((condition.MustBeAbsent && exists) || (condition.ETag is not null && (!exists || found.Entry.ETag != condition.ETag)))
            {
                throw new StoreConflictException($"{path} is in another state than asked for.") { Origin = path };
            }

            StoreEntry entry = new(path, content.Length, (++_writes).ToString(CultureInfo.InvariantCulture), _time.GetUtcNow());
            _objects[path] = (content, entry);
            return entry;
        }
    }

    private sealed class Writer(InMemoryStore store, string path) : StoreWriter
    {
        private readonly MemoryStream _content = new();

        public override Stream Stream => _content;

        public override ValueTask<StoreEntry> CompleteAsync(StoreCondition condition, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new(store.Complete(path, _content.ToArray(), condition));
        }

        public override ValueTask DisposeAsync() => _content.DisposeAsync();
    }
}
