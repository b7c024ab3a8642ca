using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace DataIngestion.Parquet;

/// <summary>A store in memory that can be told to spoil what it keeps or to fail while it is written.</summary>
internal sealed class ParquetTestStore : IStore
{
    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    public string Name => "memory";

    /// <summary>What the store keeps instead of what it was given.</summary>
    public Func<byte[], byte[]> Keep { get; init; } = content => content;

    /// <summary>Thrown as soon as this many bytes of one object were written.</summary>
    public (long After, Exception Failure)? FailWrites { get; init; }

    public ValueTask<StoreEntry?> StatAsync(string path, CancellationToken cancellationToken = default) =>
        new(Objects.TryGetValue(path, out byte[]? content) ? Entry(path, content) : null);

    public async IAsyncEnumerable<StoreEntry> ListAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        foreach ((string path, byte[] content) in Objects.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            yield return Entry(path, content);
        }
    }

    public ValueTask<Stream> OpenReadAsync(string path, CancellationToken cancellationToken = default) =>
        Objects.TryGetValue(path, out byte[]? content)
            ? new(new MemoryStream(content, writable: false))
            : throw new IngestionException($"'{path}' is not there.") { Origin = path };

    public ValueTask<StoreWriter> CreateAsync(string path, StoreWriteOptions options, CancellationToken cancellationToken = default) =>
        new(new Writer(this, path));

    public ValueTask DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        Objects.TryRemove(path, out _);
        return default;
    }

    private static StoreEntry Entry(string path, byte[] content) =>
        new(path, content.Length, content.Length.ToString(CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch);

    private sealed class Writer(ParquetTestStore store, string path) : StoreWriter
    {
        private readonly FailingStream _stream = new(store.FailWrites);

        public override Stream Stream => _stream;

        public override ValueTask<StoreEntry> CompleteAsync(StoreCondition condition, CancellationToken cancellationToken = default)
        {
            byte[] content = store.Keep(_stream.ToArray());
            return condition.MustBeAbsent && !store.Objects.TryAdd(path, content)
                ? throw new StoreConflictException($"'{path}' is there.") { Origin = path }
                : new(Entry(path, content));
        }

        public override ValueTask DisposeAsync() => default;
    }

    private sealed class FailingStream((long After, Exception Failure)? fail) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (fail is { } plan && Length + buffer.Length > plan.After)
            {
                throw plan.Failure;
            }

            base.Write(buffer);
        }
    }
}
