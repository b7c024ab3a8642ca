using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks that columns are there.</summary>
public static class HasColumnsExtensions
{
    /// <summary>Requires columns; others may be there too. Names are compared ordinally.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="columns">The columns, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">No column is given.</exception>
    public static ValidationBuilder HasColumns(this ValidationBuilder builder, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Add(builder, [.. columns.Select(column => (column, (ColumnType?)null))]);
    }

    /// <summary>Requires columns of given types; others may be there too. Names are compared ordinally.</summary>
    /// <inheritdoc cref="HasColumns(ValidationBuilder, string[])"/>
    public static ValidationBuilder HasColumns(this ValidationBuilder builder, params (string Name, ColumnType Type)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Add(builder, [.. columns.Select(column => (column.Name, (ColumnType?)column.Type))]);
    }

    private static ValidationBuilder Add(ValidationBuilder builder, IReadOnlyList<(string Name, ColumnType? Type)> columns)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return columns.Count > 0
            ? builder.Add(new HasColumnsValidator(columns))
            : throw new ArgumentException("Name at least one column.", nameof(columns));
    }
}
