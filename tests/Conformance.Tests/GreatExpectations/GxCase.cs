using System.Text.Json.Nodes;

namespace DataIngestion.Conformance.GreatExpectations;

/// <summary>One case of a file in Great Expectations' test-definition form.</summary>
/// <param name="Id">File, data set, place and title.</param>
/// <param name="Type">The expectation.</param>
/// <param name="Dataset">The data set that the case belongs to.</param>
/// <param name="Test">The case.</param>
internal sealed record GxCase(string Id, string Type, JsonObject Dataset, JsonObject Test)
{
    public JsonNode? Input => Test["in"] ?? Test["input"];

    public JsonObject Output => (Test["out"] ?? Test["output"]) as JsonObject ?? [];

    public JsonObject Kwargs => Input as JsonObject ?? [];

    public bool MustRaise => Test["error"] is JsonObject || Output.ContainsKey("traceback_substring");

    public bool IsLike => Type.Contains("_like_pattern", StringComparison.Ordinal);

    /// <summary>Whether the case is meant for the pandas engine, whose semantics the importer has.</summary>
    public bool IsForPandas => IsMeant(Dataset) && IsMeant(Test);

    private static bool IsMeant(JsonObject holder) =>
        (holder["only_for"] is not JsonArray only || only.Any(IsPandas)) && !(holder["suppress_test_for"] is JsonArray not && not.Any(IsPandas));

    private static bool IsPandas(JsonNode? engine) => engine?.ToString().StartsWith("pandas", StringComparison.Ordinal) == true;
}
