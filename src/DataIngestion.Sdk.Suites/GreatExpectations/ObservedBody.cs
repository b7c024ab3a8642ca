using System.Text.Json.Nodes;

namespace DataIngestion.GreatExpectations;

/// <summary>What an expectation about a column or table as a whole observed, in the shape that Great Expectations gives it.</summary>
internal static class ObservedBody
{
    public static JsonObject Make(GreatExpectation expectation, JsonNode? observed, ValidationResult result)
    {
        JsonObject body = new();
        if (expectation.Type.StartsWith("expect_column_", StringComparison.Ordinal) && expectation.Type != "expect_column_to_exist")
        {
            body["element_count"] = result.RowsChecked;
            body["missing_count"] = result.RowsMissing;
            body["missing_percent"] = result.RowsChecked == 0 ? null : 100.0 * result.RowsMissing / result.RowsChecked;
        }

        switch (expectation.Type)
        {
            case "expect_column_to_exist":
                break;
            case "expect_column_quantile_values_to_be_between":
                body["observed_value"] = new JsonObject { ["quantiles"] = expectation.Arguments["quantile_ranges"]!["quantiles"]!.DeepClone(), ["values"] = observed };
                break;
            case "expect_table_columns_to_match_set":
                body["observed_value"] = observed;
                body["details"] = new JsonObject { ["mismatched"] = Mismatched(Names(expectation.Arguments["column_set"]), Names(observed)) };
                break;
            case "expect_column_kl_divergence_to_be_less_than" when observed is JsonObject found:
                body["observed_value"] = found["divergence"]?.DeepClone();
                body["details"] = new JsonObject { ["observed_partition"] = found["observed"]?.DeepClone(), ["expected_partition"] = found["expected"]?.DeepClone() };
                break;
            case var type when type.StartsWith("expect_column_distinct_values", StringComparison.Ordinal) && observed is JsonObject found:
                body["observed_value"] = found["values"]?.DeepClone();
                body["details"] = new JsonObject { ["value_counts"] = Counts((JsonArray)found["values"]!, (JsonArray)found["counts"]!) };
                break;
            default:
                body["observed_value"] = observed ?? (expectation.Type.StartsWith("expect_table_row_count", StringComparison.Ordinal) ? result.RowsChecked : null);
                break;
        }

        return body;
    }

    private static JsonArray Counts(JsonArray values, JsonArray counts) =>
        [.. values.Zip(counts, (value, count) => new JsonObject { ["value"] = value?.DeepClone(), ["count"] = count?.DeepClone() })];

    private static JsonObject Mismatched(string[] expected, string[] found)
    {
        JsonObject mismatched = new();
        Add("unexpected", found.Except(expected));
        Add("missing", expected.Except(found));
        return mismatched;

        void Add(string kind, IEnumerable<string> names)
        {
            JsonNode?[] listed = [.. names.Order(StringComparer.Ordinal).Select(name => (JsonNode?)name)];
            if (listed.Length > 0)
            {
                mismatched[kind] = new JsonArray(listed);
            }
        }
    }

    private static string[] Names(JsonNode? node) => [.. (node as JsonArray ?? []).Select(name => name?.ToString() ?? "")];
}
