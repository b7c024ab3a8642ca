using System.Globalization;
using System.Text.Json;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks of the table as a whole.</summary>
public static class TableExtensions
{
    /// <summary>Requires columns by name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="columns">The columns; each once.</param>
    /// <param name="ordered">Whether they have to come in this order. Names that are others may stand between them where <paramref name="others"/> allows any.</param>
    /// <param name="others">Whether there may be other columns.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A column is given twice.</exception>
    public static ValidationBuilder ColumnsMatch(this ValidationBuilder builder, IReadOnlyList<string> columns, bool ordered = false, bool others = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Distinct(StringComparer.Ordinal).Count() < columns.Count)
        {
            throw new ArgumentException("A column is given twice.", nameof(columns));
        }

        string name = $"columns_match({OneOfValidator.List(columns)}{(ordered ? ", in order" : "")}{(others ? ", others allowed" : "")})";
        return builder.Add(new SchemaValidator(name, found => Match(columns, found, ordered, others)));
    }

    /// <summary>Requires a number of columns.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="minimum">The fewest, 0 or more.</param>
    /// <param name="maximum">The most; open by default.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimum"/> is negative or greater than <paramref name="maximum"/>.</exception>
    public static ValidationBuilder ColumnCount(this ValidationBuilder builder, int minimum, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimum, maximum);
        string range = maximum == int.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{minimum}, …") : string.Create(CultureInfo.InvariantCulture, $"{minimum}, {maximum}");
        return builder.Add(new SchemaValidator($"column_count({range})", found => (
            found.Count >= minimum && found.Count <= maximum,
            string.Create(CultureInfo.InvariantCulture, $"Expected a number of columns in {range}; there are {found.Count}."),
            JsonSerializer.SerializeToElement(found.Count))));
    }

    private static (bool Passed, string Message, JsonElement Observed) Match(IReadOnlyList<string> expected, IReadOnlyList<string> found, bool ordered, bool others)
    {
        string[] missing = [.. expected.Except(found, StringComparer.Ordinal)];
        string[] unexpected = [.. found.Except(expected, StringComparer.Ordinal)];
        bool inOrder = !ordered || found.Where(expected.Contains).SequenceEqual(expected, StringComparer.Ordinal);
        bool passed = missing.Length == 0 && (others || unexpected.Length == 0) && inOrder;
        List<string> faults = [];
        if (missing.Length > 0)
        {
            faults.Add($"missing: {string.Join(", ", missing)}");
        }

        if (!others && unexpected.Length > 0)
        {
            faults.Add($"unexpected: {string.Join(", ", unexpected)}");
        }

        if (missing.Length == 0 && !inOrder)
        {
            faults.Add($"in another order: {string.Join(", ", found)}");
        }

        return (passed, passed ? "The columns are as expected." : $"The columns differ; {string.Join("; ", faults)}.", JsonSerializer.SerializeToElement(found));
    }
}
