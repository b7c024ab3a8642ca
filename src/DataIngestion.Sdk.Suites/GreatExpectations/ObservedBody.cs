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

        if (expectation.Type != "expect_column_to_exist")
        {
            body["observed_value"] = observed ?? (expectation.Type.StartsWith("expect_table_row_count", StringComparison.Ordinal) ? result.RowsChecked : null);
        }

        return body;
    }
}
