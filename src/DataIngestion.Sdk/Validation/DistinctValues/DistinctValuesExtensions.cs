using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks of which values a column has, missing ones left out. Columns of at most 100,000 different values.</summary>
/// <remarks>Values are given as text in the form of the contract: numbers in the invariant culture, dates as <c>yyyy-MM-dd</c>, booleans as <c>true</c> and <c>false</c>.</remarks>
public static class DistinctValuesExtensions
{
    /// <summary>Requires that every value of the column is in a set.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="values">The set.</param>
    /// <returns>The builder.</returns>
    public static ValidationBuilder DistinctValuesIn(this ValidationBuilder builder, string column, params string[] values) =>
        Add(builder, "distinct_values_in", column, values, "only values of", (found, expected) => found.All(expected.Contains));

    /// <summary>Requires that the column has every value of a set, and perhaps others.</summary>
    /// <inheritdoc cref="DistinctValuesIn"/>
    public static ValidationBuilder DistinctValuesContain(this ValidationBuilder builder, string column, params string[] values) =>
        Add(builder, "distinct_values_contain", column, values, "all values of", (found, expected) => expected.All(found.Contains));

    /// <summary>Requires that the column has the values of a set, all of them and no others.</summary>
    /// <inheritdoc cref="DistinctValuesIn"/>
    public static ValidationBuilder DistinctValuesEqual(this ValidationBuilder builder, string column, params string[] values) =>
        Add(builder, "distinct_values_equal", column, values, "exactly the values of", (found, expected) => found.Count == expected.Count && found.All(expected.Contains));

    /// <summary>Requires that the value that occurs most often is in a set.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="values">The set, at least one value.</param>
    /// <param name="tiesAllowed">Whether one of several most common values is enough; else there has to be one alone.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The set is empty.</exception>
    public static ValidationBuilder MostCommonIn(this ValidationBuilder builder, string column, IReadOnlyList<string> values, bool tiesAllowed = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            throw new ArgumentException($"The set of most common values of '{column}' is empty.", nameof(values));
        }

        string list = OneOfValidator.List(values);
        return builder.Add(new FigureValidator($"most_common_in({column}, {list}{(tiesAllowed ? ", ties allowed" : "")})", [column], $"the most common value of {column} to be in {list}", context =>
        {
            ValueForm form = ValueForm.Of(context.Schema, column);
            MetricReading<IReadOnlyDictionary<string, long>> counts = context.Require(new ValueCountsMetric(column));
            HashSet<string> expected = [.. values.Select(form.Normal)];
            return () =>
            {
                long most = counts.Value.Values.DefaultIfEmpty().Max();
                string[] common = [.. counts.Value.Where(entry => entry.Value == most).Select(entry => entry.Key).Order(StringComparer.Ordinal)];
                bool passed = common.Length > 0 && (tiesAllowed ? common.Any(value => expected.Contains(form.Normal(value))) : common.Length == 1 && expected.Contains(form.Normal(common[0])));
                return new(passed, string.Create(CultureInfo.InvariantCulture, $"{common.Length} values occur most often, {most} times"), JsonSerializer.SerializeToElement(common.Select(form.Json)));
            };
        }));
    }

    private static ValidationBuilder Add(
        ValidationBuilder builder, string check, string column, string[] values, string relation, Func<HashSet<string>, HashSet<string>, bool> holds)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(values);
        string list = OneOfValidator.List(values);
        return builder.Add(new FigureValidator($"{check}({column}, {list})", [column], $"{column} to have {relation} {list}", context =>
        {
            ValueForm form = ValueForm.Of(context.Schema, column);
            MetricReading<IReadOnlyDictionary<string, long>> counts = context.Require(new ValueCountsMetric(column));
            HashSet<string> expected = [.. values.Select(form.Normal)];
            return () =>
            {
                HashSet<string> found = [.. counts.Value.Keys.Select(form.Normal)];
                string others = string.Create(CultureInfo.InvariantCulture, $"it has {found.Count} different values, {found.Count(value => !expected.Contains(value))} of them others, and lacks {expected.Count(value => !found.Contains(value))}");
                return new(holds(found, expected), others, form.Json(counts.Value));
            };
        }));
    }
}
