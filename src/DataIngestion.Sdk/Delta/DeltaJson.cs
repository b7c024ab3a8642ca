using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataIngestion.Delta;

internal static class DeltaJson
{
    // The relaxed encoder still escapes everything that JSON asks for; the default one also escapes + and ", which makes logs unreadable.
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement? Optional(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string Text(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new KeyNotFoundException($"'{name}' is null.");

    public static bool HasObject(this JsonElement element, string name) => element.Optional(name) is { ValueKind: JsonValueKind.Object };

    public static IReadOnlyList<string>? Texts(this JsonElement element, string name) =>
        element.Optional(name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : null;

    public static IReadOnlyDictionary<string, string?>? NullableTexts(this JsonElement element, string name) =>
        element.Optional(name) is { } map ? Map<string?>(map, AsText) : null;

    // Values that are no strings are kept as their JSON text.
    public static IReadOnlyDictionary<string, string> TextMap(this JsonElement element, string name) =>
        element.Optional(name) is { ValueKind: JsonValueKind.Object } map ? Map(map, value => AsText(value) ?? "null") : new Dictionary<string, string>(StringComparer.Ordinal);

    public static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    public static void WriteMap(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string?>> map)
    {
        json.WriteStartObject(name);
        foreach ((string key, string? value) in map)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    public static void WriteList(this Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (string item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    public static void WriteOptional(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static Dictionary<string, T> Map<T>(JsonElement map, Func<JsonElement, T> convert)
    {
        Dictionary<string, T> result = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in map.EnumerateObject())
        {
            result[entry.Name] = convert(entry.Value);
        }

        return result;
    }
}
