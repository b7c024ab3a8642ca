using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check that values, or combinations of them, do not repeat.</summary>
public static class UniqueExtensions
{
    /// <summary>Requires each combination of values at most once in the delivery. All occurrences but the first fail; rows with a missing part pass.</summary>
    /// <remarks>A pipeline keeps this memory within its budget (<c>WithMemoryBudget</c>) and spills the rest, unless a column is masked, whose values are written nowhere. Memory grows with the rows: on average 26 bytes for each distinct combination of at most 12 bytes, and 39 bytes otherwise. Combinations of more than 16 bytes, and text, are compared by a seeded 128-bit hash: the chance of one false duplicate is below 2^-64 at 10^9 rows.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="columns">The columns, at least one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">No column is given, one is given twice.</exception>
    public static ValidationBuilder Unique(this ValidationBuilder builder, params string[] columns) =>
        Unique(builder, columns, DuplicateRows.AllButFirst);

    /// <summary>Requires each combination of values at most once in the delivery, and says which rows fail where one repeats, and what missing parts mean.</summary>
    /// <remarks>Memory is that of <see cref="Unique(ValidationBuilder, string[])"/>, and at most about a bit for each row that fails and the rows between them.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="columns">The columns, at least one.</param>
    /// <param name="failing">Which rows fail.</param>
    /// <param name="missing">Which rows with missing parts pass; in the others a missing part is a value that equals another one.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">No column is given, one is given twice.</exception>
    public static ValidationBuilder Unique(this ValidationBuilder builder, IReadOnlyList<string> columns, DuplicateRows failing, MissingRows missing = MissingRows.PassWhenAnyMissing)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0 || columns.Distinct(StringComparer.Ordinal).Count() < columns.Count)
        {
            throw new ArgumentException("Name at least one column, and each column once.", nameof(columns));
        }

        return builder.Add(new UniqueValidator([.. columns], failing, MissingPolicy.Check(missing), KeyIndexOptions.Unlimited));
    }
}
