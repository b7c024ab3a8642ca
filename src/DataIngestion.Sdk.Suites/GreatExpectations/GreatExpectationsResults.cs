using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using DataIngestion.GreatExpectations;

namespace DataIngestion;

/// <summary>Writes what a validation found as the validation result of Great Expectations. Values of masked columns stay masked.</summary>
public static class GreatExpectationsResults
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Makes the JSON of a report.</summary>
    /// <param name="suite">The suite that was checked.</param>
    /// <param name="rules">The rules that it became: what <see cref="GreatExpectationsSuite.AddTo"/> returned.</param>
    /// <param name="report">What the validation found.</param>
    /// <param name="schema">The columns with their types, so that failing values keep theirs, or <see langword="null"/> to write numbers where a value reads as one.</param>
    /// <param name="options">How to write, or <see langword="null"/> for the defaults.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="ArgumentException">The report lacks the result of a rule.</exception>
    public static JsonObject ToJson(
        GreatExpectationsSuite suite, IReadOnlyList<GreatExpectationRule> rules, ValidationReport report, Schema? schema = null, GreatExpectationsResultOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(report);
        return new ResultDocument(suite, report, schema, options ?? new GreatExpectationsResultOptions()).Make(rules);
    }

    /// <summary>Writes a report to a stream, in UTF-8.</summary>
    /// <param name="stream">Where to; it is not closed.</param>
    /// <param name="suite">The suite that was checked.</param>
    /// <param name="rules">The rules that it became: what <see cref="GreatExpectationsSuite.AddTo"/> returned.</param>
    /// <param name="report">What the validation found.</param>
    /// <param name="schema">The columns with their types, or <see langword="null"/>.</param>
    /// <param name="options">How to write, or <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentException">The report lacks the result of a rule.</exception>
    public static void Write(
        Stream stream, GreatExpectationsSuite suite, IReadOnlyList<GreatExpectationRule> rules, ValidationReport report, Schema? schema = null, GreatExpectationsResultOptions? options = null) =>
        JsonSerializer.Serialize(stream, ToJson(suite, rules, report, schema, options), Indented);
}
