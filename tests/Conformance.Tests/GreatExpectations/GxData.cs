using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Conformance.GreatExpectations;

/// <summary>
/// Makes Arrow columns of a case's data with the types that pandas infers: whole numbers without gaps are int64, with gaps or mixed with fractions
/// float64, truth values boolean, an empty column float64, all else (also numbers mixed with text) text. The case's pandas schema wins.
/// </summary>
internal static class GxData
{
    public static RecordBatch Make(GxCase each)
    {
        JsonObject data = Columns(each.Dataset);
        JsonObject? types = each.Dataset["schemas"]?["pandas"] as JsonObject;
        List<Field> fields = [];
        List<IArrowArray> arrays = [];
        foreach ((string name, JsonNode? column) in data)
        {
            JsonNode?[] cells = [.. column!.AsArray().Select(Present)];
            IArrowArray array = Build(cells, types?[name]?.ToString());
            fields.Add(new Field(name, array.Data.DataType, true));
            arrays.Add(array);
        }

        return new RecordBatch(new Schema(fields, null), arrays, arrays.Count == 0 ? 0 : arrays[0].Length);
    }

    // The file about two tables holds a list of named ones; the first is the one that is checked.
    private static JsonObject Columns(JsonObject dataset) => dataset["data"] switch
    {
        JsonObject columns => columns,
        JsonArray tables => (JsonObject)tables[0]!["data"]!,
        _ => [],
    };

    // NaN is how pandas writes a missing number.
    private static JsonNode? Present(JsonNode? cell) => cell is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.ToString() == "NaN" ? null : cell;

    private static IArrowArray Build(JsonNode?[] cells, string? type) => type switch
    {
        "int" or "int64" or "Int64Dtype" when cells.All(cell => cell is null || Kind(cell) == JsonValueKind.Number) => Wholes(cells),
        "float" or "float64" => Numbers(cells),
        "str" or "object" => Texts(cells),
        "datetime64[ns]" or "datetime64" or "datetime" => Times(cells, null),
        "timestamp" => Times(cells, "UTC"),
        _ => Infer(cells),
    };

    private static IArrowArray Infer(JsonNode?[] cells)
    {
        JsonNode[] present = [.. cells.OfType<JsonNode>()];
        if (cells.Length > 0 && present.Length == 0)
        {
            return Texts(cells);
        }

        if (present.All(cell => Kind(cell) == JsonValueKind.Number))
        {
            return present.Length == cells.Length && cells.Length > 0 && present.All(IsWhole) ? Wholes(cells) : Numbers(cells);
        }

        return present.All(cell => Kind(cell) is JsonValueKind.True or JsonValueKind.False) ? Flags(cells) : Texts(cells);
    }

    private static JsonValueKind Kind(JsonNode? cell) => cell!.GetValueKind();

    private static bool IsWhole(JsonNode cell) => long.TryParse(cell.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static Int64Array Wholes(JsonNode?[] cells)
    {
        Int64Array.Builder builder = new();
        foreach (JsonNode? cell in cells)
        {
            _ = cell is null ? builder.AppendNull() : builder.Append((long)double.Parse(cell.ToJsonString(), CultureInfo.InvariantCulture));
        }

        return builder.Build();
    }

    private static DoubleArray Numbers(JsonNode?[] cells)
    {
        DoubleArray.Builder builder = new();
        foreach (JsonNode? cell in cells)
        {
            _ = cell is null ? builder.AppendNull() : builder.Append(double.Parse(cell.ToString(), CultureInfo.InvariantCulture));
        }

        return builder.Build();
    }

    private static BooleanArray Flags(JsonNode?[] cells)
    {
        BooleanArray.Builder builder = new();
        foreach (JsonNode? cell in cells)
        {
            _ = cell is null ? builder.AppendNull() : builder.Append(cell.GetValue<bool>());
        }

        return builder.Build();
    }

    private static StringArray Texts(JsonNode?[] cells)
    {
        StringArray.Builder builder = new();
        foreach (JsonNode? cell in cells)
        {
            builder.Append(cell?.ToString());
        }

        return builder.Build();
    }

    private static TimestampArray Times(JsonNode?[] cells, string? zone)
    {
        TimestampArray.Builder builder = new(new TimestampType(TimeUnit.Microsecond, zone));
        foreach (JsonNode? cell in cells)
        {
            _ = cell is null
                ? builder.AppendNull()
                : builder.Append(DateTimeOffset.Parse(cell.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        }

        return builder.Build();
    }
}
