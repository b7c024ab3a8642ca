using System.Security.Cryptography;
using System.Text.Json;
using DataIngestion.Storage;

namespace DataIngestion.Sources;

/// <summary>A planned file while it is read: its bytes are hashed and copied on the way, and at the end it must be the file that was planned.</summary>
internal sealed class OriginalFile : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly FileState _state;
    private readonly RawCopy? _copy;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _stream;

    private OriginalFile(IStore store, SourcePartition partition, FileState state, Stream stream, RawCopy? copy)
    {
        (_store, Partition, _state, _stream, _copy) = (store, partition, state, stream, copy);
        Bytes = new TeeStream(stream, partition.Origin, _hash, copy?.Stream);
    }

    public SourcePartition Partition { get; }

    /// <summary>The original bytes, once, in order.</summary>
    public TeeStream Bytes { get; }

    public static async ValueTask<OriginalFile> OpenAsync(IStore store, SourcePartition partition, IRawSink? raw, CancellationToken cancellationToken)
    {
        FileState state = JsonSerializer.Deserialize(partition.State, FileSourceJson.Default.FileState)!;
        FailPoint.Hit("source.open", partition.Origin);
        await CheckUnchangedAsync(store, partition, "since it was planned", cancellationToken).ConfigureAwait(false);
        Stream stream = await OpenStreamAsync(store, partition, cancellationToken).ConfigureAwait(false);
        try
        {
            RawCopy? copy = raw is null ? null : await raw.BeginAsync(partition, cancellationToken).ConfigureAwait(false);
            return new OriginalFile(store, partition, state, stream, copy);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens the file a second time for random access, for formats whose index is at the end.</summary>
    public ValueTask<Stream> OpenSeekableAsync(CancellationToken cancellationToken) => OpenStreamAsync(_store, Partition, cancellationToken);

    /// <summary>Reads what is left, compares the file with the plan, and keeps the raw copy.</summary>
    public async ValueTask<PartitionReceipt> CompleteAsync(long rows, CancellationToken cancellationToken)
    {
        FailPoint.Hit("source.complete.before", Partition.Origin);
        await Bytes.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        await CheckUnchangedAsync(_store, Partition, "while it was read", cancellationToken).ConfigureAwait(false);
        if (Bytes.Count != Partition.Length)
        {
            throw Fault($"'{Partition.Origin}' was planned with {Partition.Length} bytes and has {Bytes.Count}: it changed while it was read. Run again when it is complete.");
        }

        string sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (_state.ExpectedSha256 is { } expected && expected != sha256)
        {
            throw Fault($"'{Partition.Origin}' has SHA-256 {sha256} and its manifest says {expected}. Deliver the file again.");
        }

        string? rawPath = _copy is null ? null : await _copy.CompleteAsync(sha256, cancellationToken).ConfigureAwait(false);
        FailPoint.Hit("source.complete.after", Partition.Origin);
        return new PartitionReceipt(Partition.Origin, Partition.Identity, Bytes.Count, sha256, rows, rawPath);
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _hash.Dispose();
        if (_copy is not null)
        {
            await _copy.DisposeAsync().ConfigureAwait(false);
        }
    }

    private SourceException Fault(string message) => new(message) { Origin = Partition.Origin };

    private static async ValueTask<Stream> OpenStreamAsync(IStore store, SourcePartition partition, CancellationToken cancellationToken)
    {
        try
        {
            return await store.OpenReadAsync(partition.Origin, cancellationToken).ConfigureAwait(false);
        }
        catch (IngestionException exception)
        {
            throw new SourceException(exception.Message, exception) { Origin = partition.Origin };
        }
    }

    private static async ValueTask CheckUnchangedAsync(IStore store, SourcePartition partition, string when, CancellationToken cancellationToken)
    {
        StoreEntry? entry = await store.StatAsync(partition.Origin, cancellationToken).ConfigureAwait(false);
        if (entry is null || FileChecksums.Identity(entry) != partition.Identity)
        {
            string what = entry is null ? "vanished" : "changed";
            throw new SourceException($"'{partition.Origin}' {what} {when}. Nothing of it was published; run again when it is complete.") { Origin = partition.Origin };
        }
    }
}
