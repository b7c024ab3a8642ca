using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>Copies chosen rows into a new batch.</summary>
internal static class Take
{
    public static RecordBatch Rows(RecordBatch batch, ReadOnlySpan<int> rows) => throw new InvalidOperationException("replaced");
}
