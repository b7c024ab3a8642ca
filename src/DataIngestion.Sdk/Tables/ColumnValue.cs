using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion;

/// <summary>Single cells as text, for people; not for hot paths.</summary>
public static class ColumnValue
{
    /// <summary>The text of one cell in the invariant culture: ISO dates and timestamps, shortest round-trip numbers, Base64 bytes.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The zero-based row.</param>
    /// <returns>The text, or <see langword="null"/> for a missing value.</returns>
    public static string? Text(IArrowArray column, int row)
    {
        ArgumentNullException.ThrowIfNull(column);
        return ColumnText.Of(column, row);
    }
}
