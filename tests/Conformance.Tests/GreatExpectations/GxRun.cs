using System.Text.Json.Nodes;
using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Validation;

namespace DataIngestion.Conformance.GreatExpectations;

/// <summary>Takes a case through the importer, the rules and the exporter.</summary>
internal static class GxRun
{
    /// <returns>The one result of the suite, as Great Expectations would write it.</returns>
    public static async Task<JsonObject> RunAsync(GxCase each)
    {
        using RecordBatch batch = GxData.Make(each);
        string suiteText = new JsonObject
        {
            ["name"] = "conformance",
            ["expectations"] = new JsonArray(new JsonObject { ["type"] = each.Type, ["kwargs"] = each.Input?.DeepClone() }),
        }.ToJsonString();
        GreatExpectationsSuite suite = GreatExpectationsSuite.Parse(suiteText);
        ValidationBuilder builder = new();
        IReadOnlyList<GreatExpectationRule> rules = suite.AddTo(builder, batch.Schema);
        IReadOnlyList<ValidationResult> results = await CheckAsync(builder.Rules, batch);
        ValidationReport report = new(each.Id, DateTimeOffset.UnixEpoch, batch.Length, results);
        JsonObject document = GreatExpectationsResults.ToJson(suite, rules, report, batch.Schema, new GreatExpectationsResultOptions { Format = Format(each) });
        return (JsonObject)document["results"]![0]!.DeepClone();
    }

    private static async Task<IReadOnlyList<ValidationResult>> CheckAsync(IReadOnlyList<ValidationRule> rules, RecordBatch batch)
    {
        ValidationRun first = new(rules, batch.Schema, new ValidationRunOptions { SampleLimit = int.MaxValue });
        Observe(first, batch);
        IReadOnlyList<ValidationResult> results = await first.CompleteAsync(TestContext.Current.CancellationToken);
        if (first.SecondPassRules is not { Count: > 0 } left)
        {
            return results;
        }

        ValidationRun second = new(left, batch.Schema, new ValidationRunOptions { SampleLimit = int.MaxValue });
        Observe(second, batch);
        Dictionary<string, ValidationResult> named = (await second.CompleteAsync(TestContext.Current.CancellationToken)).ToDictionary(result => result.Check);
        return [.. results.Select(result => named.GetValueOrDefault(result.Check, result))];
    }

    // Two batches, so that state is carried from one to the next.
    private static void Observe(ValidationRun run, RecordBatch batch)
    {
        int half = batch.Length / 2;
        foreach ((int from, int length) in (ReadOnlySpan<(int, int)>)[(0, half), (half, batch.Length - half)])
        {
            using RecordBatch part = batch.SliceShared(from, length);
            RowVerdicts verdicts = new();
            verdicts.Begin(length);
            run.Observe(part, "case", from + 1, verdicts);
        }
    }

    private static GreatExpectationsResultFormat Format(GxCase each) => each.Kwargs["result_format"]?.ToString() switch
    {
        "BOOLEAN_ONLY" => GreatExpectationsResultFormat.BooleanOnly,
        "BASIC" => GreatExpectationsResultFormat.Basic,
        "SUMMARY" => GreatExpectationsResultFormat.Summary,
        _ => GreatExpectationsResultFormat.Complete,
    };
}
