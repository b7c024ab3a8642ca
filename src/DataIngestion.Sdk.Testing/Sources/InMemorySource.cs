using System.Globalization;
using Apache.Arrow;

namespace DataIngestion;

/// <summary>Batches in memory as a source, for tests: one delivery each, in their order. Thread-safe; the batches stay the caller's.</summary>
/// <param name="name">What the source is called.</param>
/// <param name="deliveries">The rows of each delivery.</param>
public sealed class InMemorySource(string name, params IReadOnlyList<RecordBatch> deliveries) : ISource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public ValueTask<SourcePlan> PlanAsync(SourceCursor? cursor, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int taken = Taken(cursor);
        return new(new SourcePlan([.. Enumerable.Range(taken, Math.Max(0, deliveries.Count - taken)).Select(Delivery)], []));
    }

    /// <inheritdoc/>
    public ValueTask<SourceReader> OpenAsync(SourcePartition partition, SourceReadRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        RecordBatch rows = deliveries[int.Parse(partition.Identity, CultureInfo.InvariantCulture)];
        int[] columns = [.. Enumerable.Range(0, rows.ColumnCount).Where(column => request.Columns?.Contains(rows.Schema.GetFieldByIndex(column).Name) ?? true)];
        RecordBatch chosen = new(new Schema(columns.Select(rows.Schema.GetFieldByIndex), null), columns.Select(rows.Column), rows.Length);
        return new(new Reader(partition, chosen));
    }

    /// <inheritdoc/>
    public SourceCursor Advance(SourceCursor? cursor, SourceDelivery delivery, IReadOnlyList<PartitionReceipt> receipts)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        int next = int.Parse(delivery.Partitions[0].Identity, CultureInfo.InvariantCulture) + 1;
        return new SourceCursor(1, Math.Max(next, Taken(cursor)).ToString(CultureInfo.InvariantCulture));
    }

    private SourceDelivery Delivery(int number)
    {
        string identity = number.ToString(CultureInfo.InvariantCulture);
        return new($"{name} {identity}", [new SourcePartition($"{name}/{identity}", identity, -1)]);
    }

    private static int Taken(SourceCursor? cursor) => cursor switch
    {
        null => 0,
        { Version: 1 } => int.Parse(cursor.Value, CultureInfo.InvariantCulture),
        _ => throw new SourceException($"A cursor of version {cursor.Version} is not known; this source writes version 1."),
    };

    private sealed class Reader(SourcePartition partition, RecordBatch rows) : SourceReader
    {
        private bool _read;
        private bool _ended;

        public override Schema Schema => rows.Schema;

        public override ValueTask<SourceChunk?> ReadAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SourceChunk? chunk = _read || rows.Length == 0 ? null : new Chunk(partition.Origin, rows);
            (_ended, _read) = (chunk is null, true);
            return new(chunk);
        }

        public override ValueTask<PartitionReceipt> CompleteAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return _ended
                ? new(new PartitionReceipt(partition.Origin, partition.Identity, -1, null, rows.Length, null))
                : throw new InvalidOperationException($"{partition.Origin} was not read to its end.");
        }

        public override ValueTask DisposeAsync() => default;
    }

    // Its batch is not its own.
    private sealed class Chunk(string origin, RecordBatch rows) : SourceChunk(origin, 1, rows.Length)
    {
        public override IEnumerable<SourceBatch> Decode() => [new SourceBatch(rows, Origin, 1)];
    }
}
