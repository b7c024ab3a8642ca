using System.Text.Json.Nodes;
using Apache.Arrow;

namespace DataIngestion.GreatExpectations;

/// <summary>The <c>result</c> of one expectation: counts and failing values, or what was observed.</summary>
internal sealed class ResultBody(GreatExpectationRule rule, ValidationResult result, Schema? schema, GreatExpectationsResultFormat format)
{
    private const int Partial = 20;

    private bool IsSummary => format >= GreatExpectationsResultFormat.Summary;

    public JsonObject Make() => rule.Validator.Scope == CheckScope.Row ? Rows() : Observed();

    private JsonObject Observed()
    {
        JsonNode? observed = result.Observed is { } value ? JsonNode.Parse(value.GetRawText()) : null;
        return ObservedBody.Make(rule.Expectation, observed, result);
    }

    private JsonObject Rows()
    {
        long judged = result.RowsChecked - result.RowsMissing;
        bool countsMissing = rule.Expectation.Type.EndsWith("_be_null", StringComparison.Ordinal);
        (JsonNode? Value, long Row)[] failing = [.. Failing()];
        JsonObject body = new()
        {
            ["element_count"] = result.RowsChecked,
            ["unexpected_count"] = result.RowsFailed,
            ["unexpected_percent"] = Percent(result.RowsFailed, judged),
            ["partial_unexpected_list"] = Values(failing.Take(Partial)),
        };
        if (!countsMissing)
        {
            body["missing_count"] = result.RowsMissing;
            body["missing_percent"] = Percent(result.RowsMissing, result.RowsChecked);
            body["unexpected_percent_total"] = Percent(result.RowsFailed, result.RowsChecked);
            body["unexpected_percent_nonmissing"] = Percent(result.RowsFailed, judged);
        }

        if (IsSummary)
        {
            AddCounts(body, failing);
            body["partial_unexpected_index_list"] = Rows(failing.Take(Partial));
        }

        if (format == GreatExpectationsResultFormat.Complete)
        {
            body["unexpected_list"] = Values(failing);
            body["unexpected_index_list"] = Rows(failing);
        }

        return body;
    }

    // Great Expectations cannot count rows of several columns and says so.
    private void AddCounts(JsonObject body, IEnumerable<(JsonNode? Value, long Row)> failing)
    {
        if (rule.Expectation.Arguments.ContainsKey("column_list"))
        {
            body["details"] = new JsonObject { ["partial_unexpected_counts_error"] = "partial_unexpected_counts requested, but requires a hashable type" };
        }
        else
        {
            body["partial_unexpected_counts"] = Counts(failing.Take(Partial));
        }
    }

    // The samples hold one entry for each column of a failing row, in the order of the columns.
    private IEnumerable<(JsonNode? Value, long Row)> Failing()
    {
        int columns = result.Columns.Count;
        for (int at = 0; at + columns <= result.Samples.Count; at += columns)
        {
            FailureSample[] row = [.. result.Samples.Skip(at).Take(columns)];
            yield return (Shape(row), row[0].Row - 1);
        }
    }

    private JsonNode? Shape(FailureSample[] row) => rule.Expectation.Arguments switch
    {
        { } arguments when arguments.ContainsKey("column_list") =>
            new JsonObject(row.DistinctBy(sample => sample.Column).Select(sample => KeyValuePair.Create(sample.Column, Value(sample)))),
        { } arguments when arguments.ContainsKey("column_A") => new JsonArray([.. Pair(row)]),
        _ => Value(row[0]),
    };

    private IEnumerable<JsonNode?> Pair(FailureSample[] row) =>
        ((string[])["column_A", "column_B"]).Select(name => rule.Expectation.Arguments[name]!.ToString()).Select(column => Value(row.First(sample => sample.Column == column)));

    private JsonNode? Value(FailureSample sample) => SampleValue.ToJson(sample, schema?.GetFieldByName(sample.Column)?.DataType);

    private static JsonArray Values(IEnumerable<(JsonNode? Value, long Row)> failing) => [.. failing.Select(row => row.Value?.DeepClone())];

    private static JsonArray Rows(IEnumerable<(JsonNode? Value, long Row)> failing) => [.. failing.Select(row => (JsonNode)row.Row)];

    private static JsonArray Counts(IEnumerable<(JsonNode? Value, long Row)> failing) =>
    [
        .. failing.GroupBy(row => row.Value?.ToJsonString()).Select(group => (group.First().Value, Count: group.Count()))
            .OrderByDescending(group => group.Count).ThenBy(group => Arguments.AsNumber(group.Value)).ThenBy(group => group.Value?.ToJsonString(), StringComparer.Ordinal)
            .Select(group => new JsonObject { ["value"] = group.Value?.DeepClone(), ["count"] = group.Count }),
    ];

    private static JsonNode? Percent(long part, long whole) => whole == 0 ? null : 100.0 * part / whole;
}
