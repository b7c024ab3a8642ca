using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace DataIngestion.Contracts;

/// <summary>The JSON form of a contract, always in the same order. What equals its default is written too, so that later defaults change nothing.</summary>
internal static class ContractJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Serialize(DataContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("columns");
            foreach (ColumnContract column in contract.Columns)
            {
                Write(writer, column);
            }

            writer.WriteEndArray();
            WriteList(writer, "primaryKey", contract.PrimaryKey);
            writer.WriteString("newColumns", Name(contract.NewColumns));
            writer.WriteString("missingColumns", Name(contract.MissingColumns));
            writer.WriteString("reorderedColumns", Name(contract.ReorderedColumns));
            writer.WriteString("malformedRows", Name(contract.MalformedRows));
            writer.WriteString("duplicateKeys", Name(contract.DuplicateKeys));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Reads the form back. A property that is not known is refused, because a promise that is not understood cannot be kept.</summary>
    /// <exception cref="ContractException">The text is not the JSON form of a contract.</exception>
    public static DataContract Deserialize(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return ReadContract(document.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            throw new ContractException($"The stored contract cannot be read: {problem.Message} It was written by another version, or is damaged.", problem);
        }
    }

    private static void Write(Utf8JsonWriter writer, ColumnContract column)
    {
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteString("type", column.Type.ToString());
        writer.WriteBoolean("required", column.Required);
        WriteList(writer, "formats", column.Formats);
        WriteList(writer, "trueValues", column.TrueValues);
        WriteList(writer, "falseValues", column.FalseValues);
        WriteList(writer, "missingMarkers", column.MissingMarkers);
        writer.WriteString("decimalSign", column.DecimalSign.ToString());
        writer.WriteString("onMismatch", Name(column.OnMismatch));
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string property, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(property);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static DataContract ReadContract(JsonElement element)
    {
        DataContract contract = new([.. Member(element, "columns").EnumerateArray().Select(ReadColumn)]);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            contract = property.Name switch
            {
                "columns" => contract,
                "primaryKey" => contract with { PrimaryKey = List(property.Value) },
                "newColumns" => contract with { NewColumns = Value<ColumnPolicy>(property) },
                "missingColumns" => contract with { MissingColumns = Value<ColumnPolicy>(property) },
                "reorderedColumns" => contract with { ReorderedColumns = Value<ColumnPolicy>(property) },
                "malformedRows" => contract with { MalformedRows = Value<MismatchPolicy>(property) },
                "duplicateKeys" => contract with { DuplicateKeys = Value<MismatchPolicy>(property) },
                _ => throw new FormatException($"'{property.Name}' is no property of a contract."),
            };
        }

        return contract;
    }

    private static ColumnContract ReadColumn(JsonElement element)
    {
        ColumnContract column = new(Text(element, "name"), ColumnType.Parse(Text(element, "type")));
        foreach (JsonProperty property in element.EnumerateObject())
        {
            column = property.Name switch
            {
                "name" or "type" => column,
                "required" => column with { Required = property.Value.GetBoolean() },
                "formats" => column with { Formats = List(property.Value) },
                "trueValues" => column with { TrueValues = List(property.Value) },
                "falseValues" => column with { FalseValues = List(property.Value) },
                "missingMarkers" => column with { MissingMarkers = List(property.Value) },
                "decimalSign" => column with { DecimalSign = property.Value.GetString() is { Length: 1 } sign ? sign[0] : throw new FormatException("'decimalSign' is not one character.") },
                "onMismatch" => column with { OnMismatch = Value<MismatchPolicy>(property) },
                _ => throw new FormatException($"'{property.Name}' is no property of a column."),
            };
        }

        return column;
    }

    private static string Text(JsonElement element, string property) =>
        Member(element, property).GetString() ?? throw new FormatException($"'{property}' is null.");

    private static JsonElement Member(JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) ? value : throw new FormatException($"'{property}' is absent.");

    private static string[] List(JsonElement element) =>
        [.. element.EnumerateArray().Select(value => value.GetString() ?? throw new FormatException("a list holds null."))];

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static T Value<T>(JsonProperty property)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (Name(value) == property.Value.GetString())
            {
                return value;
            }
        }

        throw new FormatException($"'{property.Value}' is no value of '{property.Name}'.");
    }
}
