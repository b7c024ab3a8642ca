using System.Text;
using System.Text.Json;

namespace DataIngestion.Delta;

// The JSON of add.stats, read for some columns.
internal sealed record FileStatisticsSummary(long? Records, IReadOnlyDictionary<string, ColumnStatistics> Columns);

internal static class DeltaStatistics
{
    public static string Write(long records, IReadOnlyList<ColumnStatistics> columns)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, DeltaJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteNumber("numRecords", records);
            WriteBounds(json, "minValues", columns, isMax: false);
            WriteBounds(json, "maxValues", columns, isMax: true);
            json.WriteStartObject("nullCount");
            foreach (ColumnStatistics column in columns)
            {
                json.WriteOptional(column.Name, column.NullCount);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    // 0 when it is not known.
    public static long RecordsOf(string? statistics) => Parse(statistics, [])?.Records ?? 0;

    // Null when there are none, or none that can be read: statistics are an aid, and the file is then read.
    public static FileStatisticsSummary? Parse(string? statistics, IEnumerable<(string Name, ColumnType Type)> columns)
    {
        if (statistics is null)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(statistics);
            JsonElement root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? null : new(
                Count(root.Optional("numRecords")),
                columns.ToDictionary(column => column.Name, column => Parse(root, column.Name, column.Type), StringComparer.Ordinal));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ColumnStatistics Parse(JsonElement root, string name, ColumnType type) => new(name, type)
    {
        NullCount = Count(Of(root, "nullCount", name)),
        Min = Of(root, "minValues", name) is { } min ? StatisticText.Parse(type, min) : null,
        Max = Of(root, "maxValues", name) is { } max ? StatisticText.Parse(type, max) : null,
    };

    private static JsonElement? Of(JsonElement root, string section, string name) => root.HasObject(section) ? root.GetProperty(section).Optional(name) : null;

    private static long? Count(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long count) ? count : null;

    private static void WriteBounds(Utf8JsonWriter json, string section, IReadOnlyList<ColumnStatistics> columns, bool isMax)
    {
        json.WriteStartObject(section);
        foreach (ColumnStatistics column in columns)
        {
            if ((isMax ? column.Max : column.Min) is { } bound && StatisticText.TryFormat(column.Type, bound, isMax, out string text))
            {
                json.WritePropertyName(column.Name);
                json.WriteRawValue(text);
            }
        }

        json.WriteEndObject();
    }
}
