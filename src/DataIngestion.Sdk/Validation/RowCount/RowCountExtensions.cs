using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check of the number of rows.</summary>
public static class RowCountExtensions
{
    /// <summary>Requires a number of delivered rows, quarantined ones included.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="minimum">The fewest rows, 0 or more.</param>
    /// <param name="maximum">The most rows; open by default.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is negative or greater than <paramref name="maximum"/>.</exception>
    public static ValidationBuilder RowCount(this ValidationBuilder builder, long minimum, long maximum = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimum, maximum);
        return builder.Add(new RowCountValidator(minimum, maximum));
    }
}
