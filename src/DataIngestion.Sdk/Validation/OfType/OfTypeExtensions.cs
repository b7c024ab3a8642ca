using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check of a column's type.</summary>
public static class OfTypeExtensions
{
    /// <summary>Requires that a column has one of some types. Every value of a column is of the column's type, so all rows that have a value fail together. Missing values pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="types">The types, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">No type is given.</exception>
    public static ValidationBuilder OfType(this ValidationBuilder builder, string column, params ColumnType[] types)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(types);
        return types.Length > 0
            ? builder.Add(new OfTypeValidator(column, [.. types]))
            : throw new ArgumentException($"No type is given for '{column}': name at least one.", nameof(types));
    }
}
