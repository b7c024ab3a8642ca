namespace DataIngestion;

/// <summary>Where rows come from: a folder of files, a table of a database, an API.</summary>
/// <remarks>
/// <para>Thread-safety: a source is configuration only; all members may be called from many threads at once. All progress lives in the cursor, which the pipeline commits together with the rows.</para>
/// <para>Reading the same partition twice yields the same rows in the same order, or a <see cref="SourceException"/> when it can no longer do so.</para>
/// <para>Failures: <see cref="SourceException"/> for what cannot be planned or read. Cancellation surfaces as <see cref="OperationCanceledException"/>.</para>
/// </remarks>
public interface ISource
{
    /// <summary>What the source is, for people and lineage; without secrets.</summary>
    string Name { get; }

    /// <summary>Finds what is new since the cursor and fixes the upper bound now. Writes nothing.</summary>
    /// <param name="cursor">What the table holds already, or <see langword="null"/> before the first delivery.</param>
    /// <param name="cancellationToken">Cancels the planning.</param>
    /// <returns>The deliveries in the order in which they are to be published; empty when there is nothing new.</returns>
    ValueTask<SourcePlan> PlanAsync(SourceCursor? cursor, CancellationToken cancellationToken = default);

    /// <summary>Opens one partition of a planned delivery.</summary>
    /// <param name="partition">A partition from <see cref="PlanAsync"/>.</param>
    /// <param name="request">The columns that are needed and where the untouched original goes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The reader, which the caller disposes.</returns>
    ValueTask<SourceReader> OpenAsync(SourcePartition partition, SourceReadRequest request, CancellationToken cancellationToken = default);

    /// <summary>The cursor after a delivery was published or discarded. A pure function.</summary>
    /// <param name="cursor">The cursor that the table holds now.</param>
    /// <param name="delivery">The delivery.</param>
    /// <param name="receipts">What was read, one receipt for each partition; empty for a delivery that is discarded unread.</param>
    /// <returns>The cursor to commit with the delivery.</returns>
    SourceCursor Advance(SourceCursor? cursor, SourceDelivery delivery, IReadOnlyList<PartitionReceipt> receipts);
}
