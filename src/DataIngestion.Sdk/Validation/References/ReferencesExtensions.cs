using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check that rows refer to something that is there.</summary>
public static class ReferencesExtensions
{
    /// <summary>Requires the key of each row to be among the keys of another table or file. Rows with a missing part pass.</summary>
    /// <remarks>Integers compare whatever their width, and so do floats; other types have to be the same. Keys of more than 16 bytes, and text, are compared by a seeded 128-bit hash.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="columns">The columns that refer, in the order of the columns of the keys.</param>
    /// <param name="keys">The keys. They must not be disposed before the last run.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">There are not as many columns as the keys have, or one is given twice.</exception>
    public static ValidationBuilder References(this ValidationBuilder builder, IReadOnlyList<string> columns, ReferenceKeys keys)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keys);
        return columns.Count == keys.Columns.Count && columns.Distinct(StringComparer.Ordinal).Count() == columns.Count
            ? builder.Add(new ReferencesValidator([.. columns], keys))
            : throw new ArgumentException($"The keys of '{keys.Name}' have {keys.Columns.Count} columns ({string.Join(", ", keys.Columns)}); name as many, each once.", nameof(columns));
    }
}
