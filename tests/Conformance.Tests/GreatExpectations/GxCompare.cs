using System.Text.Json;
using System.Text.Json.Nodes;
using DataIngestion.GreatExpectations;

namespace DataIngestion.Conformance.GreatExpectations;

/// <summary>Compares what a case states with what was found.</summary>
internal static class GxCompare
{
    /// <returns>The first difference, or null.</returns>
    public static string? Difference(GxCase each, JsonObject found)
    {
        double tolerance = Arguments.AsNumber(each.Test["tolerance"]) ?? 0;
        foreach ((string key, JsonNode? expected) in each.Output)
        {
            if (Difference(key, expected, found, tolerance) is { } difference)
            {
                return $"{difference} Found: {found["result"]?.ToJsonString()}; exception_info: {found["exception_info"]?["exception_message"]}";
            }
        }

        return null;
    }

    private static string? Difference(string key, JsonNode? expected, JsonObject found, double tolerance)
    {
        JsonObject result = found["result"] as JsonObject ?? [];
        return key switch
        {
            "success" => Same(key, expected, found["success"], 0),
            "result" => expected!.AsObject().Select(each => Same($"result.{each.Key}", each.Value, result[each.Key], tolerance)).FirstOrDefault(each => each is not null),
            "unexpected_list" => List(expected!.AsArray(), result),
            "unexpected_index_list" => Same(key, Sorted(Rows(expected)), Sorted(result[key] as JsonArray ?? []), 0),
            "observed_value_list" => expected!.AsArray().Any(each => Same(key, each, result["observed_value"], tolerance) is null) ? null : $"{key} holds no such value.",
            "observed_value" => Same(key, expected, result[key], tolerance),
            "value_counts" or "observed_partition" or "expected_partition" => Same(key, expected, result["details"]?[key], tolerance),
            _ => $"The case states '{key}', which is not compared.",
        };
    }

    private static string? List(JsonArray expected, JsonObject result)
    {
        JsonArray found = result["unexpected_list"] as JsonArray ?? [];
        return Same("unexpected_count", expected.Count, result["unexpected_count"], 0) ?? Same("unexpected_list", Sorted(expected), Sorted(found), 0);
    }

    // Rows are stated by their number or by an object with the key pk_index.
    private static JsonArray Rows(JsonNode? expected) => [.. (expected as JsonArray ?? []).Select(row => (row is JsonObject named ? named["pk_index"] : row)?.DeepClone())];

    private static JsonArray Sorted(JsonArray items) =>
        [.. items.OrderBy(item => Arguments.AsNumber(item) ?? double.NaN).ThenBy(Canonical, StringComparer.Ordinal).Select(item => item?.DeepClone())];

    private static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject members => "{" + string.Join(",", members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => member.Key + ":" + Canonical(member.Value))) + "}",
        JsonArray items => "[" + string.Join(",", items.Select(Canonical)) + "]",
        _ when Arguments.AsNumber(node) is { } number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        _ => node.ToString(),
    };

    private static string? Same(string place, JsonNode? expected, JsonNode? found, double tolerance)
    {
        switch (expected)
        {
            case null:
                return found is null ? null : $"{place}: nothing was expected.";
            case JsonObject members:
                return members.Count != (found as JsonObject)?.Count
                    ? $"{place}: {expected.ToJsonString()} was expected."
                    : members.Select(member => Same($"{place}.{member.Key}", member.Value, found![member.Key], tolerance)).FirstOrDefault(each => each is not null);
            case JsonArray items:
                return items.Count != (found as JsonArray)?.Count
                    ? $"{place}: {expected.ToJsonString()} was expected."
                    : items.Select((item, at) => Same($"{place}[{at}]", item, found![at], tolerance)).FirstOrDefault(each => each is not null);
            default:
                return AreSame(expected, found, tolerance) ? null : $"{place}: {expected.ToJsonString()} was expected.";
        }
    }

    private static bool AreSame(JsonNode expected, JsonNode? found, double tolerance)
    {
        if (Arguments.AsNumber(expected) is { } number && Arguments.AsNumber(found) is { } other)
        {
            return number == other || Math.Abs(number - other) <= tolerance + (1e-9 * Math.Abs(number));
        }

        return found is not null && expected.GetValueKind() == found.GetValueKind() && expected.ToString() == found.ToString();
    }
}
