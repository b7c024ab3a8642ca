using Apache.Arrow;

namespace DataIngestion;

/// <summary>Rows that were told apart by rules.</summary>
/// <param name="Kept">The rows that no rule of severity error rejects, in their order: one batch for each that was given, which may be empty. Text may be plain or encoded as it came.</param>
/// <param name="Rejected">
/// The other rows with all their columns, <c>_source_row</c> (int64, counted from 1 through all batches) and <c>_failed_checks</c> (the names of all rules
/// that reject the row, separated by <c>; </c>): one batch for each that has any.
/// </param>
/// <param name="Report">What the rules found.</param>
/// <remarks>Owns the memory of its batches.</remarks>
public sealed record FilteredRows(IReadOnlyList<RecordBatch> Kept, IReadOnlyList<RecordBatch> Rejected, ValidationReport Report) : IDisposable
{
    /// <summary>Frees all batches.</summary>
    public void Dispose()
    {
        foreach (RecordBatch batch in Kept.Concat(Rejected))
        {
            batch.Dispose();
        }
    }
}
