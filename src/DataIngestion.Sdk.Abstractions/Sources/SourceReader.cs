using Apache.Arrow;

namespace DataIngestion;

/// <summary>Reads one partition once, from its first row to its last.</summary>
/// <remarks>Not thread-safe. Every chunk belongs to the caller, who decodes it on any thread and disposes it, before the next one or later.</remarks>
public abstract class SourceReader : IAsyncDisposable
{
    /// <summary>The columns as delivered, in their delivered order. Text formats deliver strings; the contract gives them their types.</summary>
    public abstract Schema Schema { get; }

    /// <summary>What was detected and not declared, such as the delimiter; name to value, for reports.</summary>
    public virtual IReadOnlyDictionary<string, string> Detected { get; } = new Dictionary<string, string>();

    /// <summary>How many bytes of the original were read so far, for progress; 0 where the source has none.</summary>
    public virtual long BytesRead => 0;

    /// <summary>Reads the next rows. A source that decodes while it reads returns <see cref="SourceChunk.Of"/> of its batch.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The chunk, or <see langword="null"/> after the last one.</returns>
    /// <exception cref="SourceException">The partition changed since it was planned, is cut short, or is not in its format.</exception>
    public abstract ValueTask<SourceChunk?> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks that the partition was read to its end and has not changed meanwhile, finishes the raw copy, and says what was read.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="SourceException">The partition changed while it was read.</exception>
    /// <exception cref="InvalidOperationException"><see cref="ReadAsync"/> has not yet returned <see langword="null"/>.</exception>
    public abstract ValueTask<PartitionReceipt> CompleteAsync(CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
