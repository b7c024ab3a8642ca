namespace DataIngestion;

/// <summary>A run of whole rows that was read and is not decoded yet.</summary>
/// <remarks>
/// Reading is sequential, so that the original can be copied and hashed on the way; decoding is the larger part of the work and runs on all cores.
/// Whoever gets a chunk disposes it.
/// </remarks>
public abstract class SourceChunk : IDisposable
{
    /// <summary>Describes the rows.</summary>
    /// <param name="origin">The file or table.</param>
    /// <param name="firstRow">The one-based number of the first row inside the origin, a header not counted.</param>
    /// <param name="rows">The number of rows.</param>
    protected SourceChunk(string origin, long firstRow, long rows)
    {
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstRow, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        (Origin, FirstRow, Rows) = (origin, firstRow, rows);
    }

    /// <summary>The file or table.</summary>
    public string Origin { get; }

    /// <summary>The one-based number of the first row inside the origin, a header not counted.</summary>
    public long FirstRow { get; }

    /// <summary>The number of rows that <see cref="Decode"/> yields in all.</summary>
    public long Rows { get; }

    /// <summary>A chunk of rows that are decoded already. It owns the batch.</summary>
    /// <param name="batch">The rows.</param>
    /// <returns>The chunk.</returns>
    public static SourceChunk Of(SourceBatch batch) => new DecodedChunk(batch ?? throw new ArgumentNullException(nameof(batch)));

    /// <summary>
    /// Decodes the rows, in their order. Called on any thread, also while other chunks of the same reader are decoded and the reader reads on; called
    /// again, after the batches of the call before were taken, where rows turn out later to be needed as they were delivered.
    /// </summary>
    /// <returns>The batches. They may share the memory of the chunk: each is valid until the next one is asked for or the chunk is disposed.</returns>
    public abstract IEnumerable<SourceBatch> Decode();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory of the rows. Called once or more.</summary>
    /// <param name="disposing">Always <see langword="true"/> unless a finalizer calls.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class DecodedChunk(SourceBatch batch) : SourceChunk(batch.Origin, batch.FirstRow, batch.Batch.Length)
    {
        public override IEnumerable<SourceBatch> Decode() => [batch];

        protected override void Dispose(bool disposing)
        {
            batch.Dispose();
            base.Dispose(disposing);
        }
    }
}
