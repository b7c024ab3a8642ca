using System.Buffers;
using System.Text.Json;

namespace DataIngestion.Profiles;

/// <summary>The form in which profiles are kept beside the table. Doubles survive bit for bit.</summary>
internal static class ProfileJson
{
    private const int Version = 2;

    public static byte[] Serialize(DatasetProfile profile)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteNumber("rows", profile.Rows);
            writer.WriteStartArray("columns");
            foreach (ColumnProfile column in profile.Columns)
            {
                Write(writer, column);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static DatasetProfile Deserialize(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IngestionException("The stored profile is damaged: " + e.Message + " Accept a new baseline to go on without it.", e);
        }
    }

    private static DatasetProfile Read(JsonElement root)
    {
        int version = root.GetProperty("version").GetInt32();
        return version == Version
            ? new(root.GetProperty("rows").GetInt64(), [.. root.GetProperty("columns").EnumerateArray().Select(ReadColumn)])
            : throw new IngestionException($"The stored profile has version {version}; this build reads version {Version}. Update the library that reads it.");
    }

    private static void Write(Utf8JsonWriter writer, ColumnProfile column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("type", column.Type);
        writer.WriteNumber("rows", column.Rows);
        writer.WriteNumber("missing", column.Missing);
        if (column.Numeric is { } numeric)
        {
            Write(writer, numeric);
        }

        if (column.Categorical is { } categorical)
        {
            Write(writer, categorical);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, NumericProfile numeric)
    {
        writer.WriteStartObject("numeric");
        writer.WriteNumber("count", numeric.Count);
        writer.WriteNumber("notFinite", numeric.NotFinite);
        writer.WriteNumber("mean", numeric.Mean);
        writer.WriteNumber("squaredDeviations", numeric.SumOfSquaredDeviations);
        writer.WriteNumber("minimum", numeric.Minimum);
        writer.WriteNumber("maximum", numeric.Maximum);
        writer.WriteNumber("rankError", numeric.RankError);
        WeightedKnots knots = new([.. numeric.Knots.Select(OrderedKey.Of)], [.. numeric.Weights], numeric.RankError);
        writer.WriteBase64String("knots", KnotCoding.Encode(knots));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CategoricalProfile categorical)
    {
        writer.WriteStartObject("categorical");
        writer.WriteNumber("other", categorical.Other);
        writer.WriteStartObject("counts");
        foreach ((string category, long count) in categorical.Counts)
        {
            writer.WriteNumber(category, count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static ColumnProfile ReadColumn(JsonElement column) => new(
        Text(column, "name"), Text(column, "type"), column.GetProperty("rows").GetInt64(), column.GetProperty("missing").GetInt64())
    {
        Numeric = column.TryGetProperty("numeric", out JsonElement numeric) ? ReadNumeric(numeric) : null,
        Categorical = column.TryGetProperty("categorical", out JsonElement categorical) ? ReadCategorical(categorical) : null,
    };

    private static NumericProfile ReadNumeric(JsonElement numeric)
    {
        WeightedKnots knots = KnotCoding.Decode(numeric.GetProperty("knots").GetBytesFromBase64(), numeric.GetProperty("rankError").GetInt64());
        return new(
            numeric.GetProperty("count").GetInt64(),
            numeric.GetProperty("notFinite").GetInt64(),
            numeric.GetProperty("mean").GetDouble(),
            numeric.GetProperty("squaredDeviations").GetDouble(),
            numeric.GetProperty("minimum").GetDouble(),
            numeric.GetProperty("maximum").GetDouble(),
            OrderedKey.Values(knots.Keys),
            knots.Weights,
            knots.RankError);
    }

    private static CategoricalProfile ReadCategorical(JsonElement categorical)
    {
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (JsonProperty category in categorical.GetProperty("counts").EnumerateObject())
        {
            counts[category.Name] = category.Value.GetInt64();
        }

        return new(counts, categorical.GetProperty("other").GetInt64());
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new JsonException($"'{name}' is null.");
}
