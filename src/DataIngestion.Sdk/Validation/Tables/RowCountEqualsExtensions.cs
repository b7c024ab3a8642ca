namespace DataIngestion;

/// <summary>Adds the check that two tables have as many rows.</summary>
public static class RowCountEqualsExtensions
{
    /// <summary>Requires as many rows as another table has.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="rows">The rows of the other table, 0 or more.</param>
    /// <param name="other">The other table's name, for the message.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static ValidationBuilder RowCountEquals(this ValidationBuilder builder, long rows, string other)
    {
        ArgumentException.ThrowIfNullOrEmpty(other);
        return builder.RowCount(rows, rows).WithMessage($"Expected as many rows as {other} has. {{details}}");
    }
}
