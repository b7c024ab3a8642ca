using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace DataIngestion.Cli.Output;

/// <summary>The one JSON object that a scheduler reads: compact, camel case, without samples.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(PipelineResult result) => new JsonObject
    {
        ["pipeline"] = result.Pipeline,
        ["status"] = JsonNamingPolicy.CamelCase.ConvertName(result.Status.ToString()),
        ["runs"] = new JsonArray([.. result.Runs.Select(run => (JsonNode)Run(run))]),
        ["pending"] = new JsonArray([.. result.Pending.Select(run => (JsonNode)Run(run))]),
        ["notices"] = JsonSerializer.SerializeToNode(result.Notices, Options),
    }.ToJsonString(Options);

    public static string Of(string pipeline, IngestionException exception) => new JsonObject
    {
        ["pipeline"] = pipeline,
        ["status"] = "failed",
        ["error"] = exception.Message,
        ["runId"] = exception.RunId,
        ["origin"] = exception.Origin,
    }.ToJsonString(Options);

    public static string Of(RunRecord run) => Run(run).ToJsonString(Options);

    public static string Of(ValidationReport report) => JsonSerializer.Serialize(report, Options);

    private static JsonObject Run(RunRecord run) => new()
    {
        ["runId"] = run.RunId,
        ["status"] = JsonNamingPolicy.CamelCase.ConvertName(run.Status.ToString()),
        ["version"] = run.Version,
        ["delivery"] = run.Delivery,
        ["rows"] = JsonSerializer.SerializeToNode(run.Rows, Options),
        ["failedChecks"] = new JsonArray([.. run.Validation.Where(check => !check.Passed).Select(check => (JsonNode)check.Check)]),
        ["driftedColumns"] = new JsonArray(
            [.. (run.Drift?.Results ?? []).Where(result => result.Drifted).Select(result => result.Column).Distinct().Select(column => (JsonNode)column)]),
        ["reasons"] = new JsonArray([.. run.Reasons.Select(reason => (JsonNode)reason)]),
    };
}
