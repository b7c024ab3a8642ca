using Apache.Arrow;

namespace DataIngestion;

/// <summary>One Arrow batch with the place it came from. Row <c>i</c> of the batch is row <c>FirstRow + i</c> of the origin.</summary>
/// <param name="Batch">The rows. Owned by whoever holds the <see cref="SourceBatch"/>.</param>
/// <param name="Origin">The file or table.</param>
/// <param name="FirstRow">The one-based number of the first row inside the origin, a header not counted.</param>
public sealed record SourceBatch(RecordBatch Batch, string Origin, long FirstRow) : IDisposable
{
    /// <summary>Rows that do not have the shape of a row of this source, such as too few fields. They stay in the batch, so that numbers stay right.</summary>
    public IReadOnlyList<RowFault> Faults { get; init; } = [];

    /// <inheritdoc/>
    public void Dispose() => Batch.Dispose();
}

/// <summary>A row that the source could read but that does not have the right shape.</summary>
/// <param name="Row">The zero-based index in the batch.</param>
/// <param name="Reason">What is wrong; holds no value of the row.</param>
public sealed record RowFault(int Row, string Reason);
