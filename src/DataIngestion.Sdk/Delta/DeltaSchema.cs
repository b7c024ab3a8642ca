using System.Buffers;
using System.Text;
using System.Text.Json;
using Apache.Arrow;

namespace DataIngestion.Delta;

// The schemaString of a table and its Arrow and contract forms.
internal sealed record DeltaSchema(IReadOnlyList<DeltaField> Fields)
{
    // Spark leaves schemaString out where a table has no columns.
    public const string NoColumns = """{"type":"struct","fields":[]}""";

    private static readonly SearchValues<char> ForbiddenCharacters = SearchValues.Create(" ,;{}()\n\t=");

    // Anywhere in the schema, nested fields included.
    public bool UsesTimestampWithoutZone => Fields.Any(column => column.TypeJson.Contains("\"timestamp_ntz\"", StringComparison.Ordinal));

    public static DeltaSchema From(Schema schema) =>
        Checked(schema.FieldsList.Select(column => Of(column.Name, DeltaTypes.Of(column), column.IsNullable)));

    public static DeltaSchema From(DataContract contract) => Checked(contract.Columns.Select(column =>
        Of(column.Name, column.Type, !column.Required && !contract.PrimaryKey.Contains(column.Name))));

    public static DeltaSchema Parse(string schemaString)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(schemaString);
            return new([.. document.RootElement.GetProperty("fields").EnumerateArray().Select(ParseField)]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DeltaTableException("The table's schemaString is no Delta schema. Restore the log entry that holds it.", error);
        }
    }

    public string ToJson()
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, DeltaJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("type", "struct");
            json.WriteStartArray("fields");
            foreach (DeltaField field in Fields)
            {
                WriteField(json, field);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public Schema ToArrow() => new(Fields.Select(field => new Field(field.Name, ArrowTypeOf(field), field.Nullable)), null);

    public DeltaField? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);

    public bool Equals(DeltaSchema? other) => other is not null && ToJson() == other.ToJson();

    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);

    // Names are unique without regard to case; readers without column mapping refuse some characters.
    public static DeltaSchema Checked(IEnumerable<DeltaField> fields)
    {
        DeltaSchema schema = new([.. fields]);
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (DeltaField field in schema.Fields)
        {
            if (field.Name.Length == 0 || field.Name.AsSpan().ContainsAny(ForbiddenCharacters))
            {
                throw new ArgumentException($"'{field.Name}' cannot name a column of a Delta table: it is empty or holds a space, a tab, a line end or one of ,;{{}}()=. Rename the column.", nameof(fields));
            }

            if (!names.Add(field.Name))
            {
                throw new ArgumentException($"Two columns are named '{field.Name}'; Delta tables compare names without case. Rename one.", nameof(fields));
            }
        }

        return schema;
    }

    public static DeltaField Of(string name, ColumnType type, bool nullable) =>
        new() { Name = name, Type = type, TypeJson = $"\"{DeltaTypes.NameOf(type)}\"", Nullable = nullable };

    private static Apache.Arrow.Types.IArrowType ArrowTypeOf(DeltaField field) => field.Type?.ToArrow()
        ?? throw new DeltaTableException($"Column '{field.Name}' has the type {field.TypeJson}, which is not supported: only flat columns are.") { Column = field.Name };

    private static DeltaField ParseField(JsonElement field)
    {
        JsonElement type = field.GetProperty("type");
        return new()
        {
            Name = field.GetProperty("name").GetString() ?? throw new KeyNotFoundException("A field has no name."),
            Type = type.ValueKind == JsonValueKind.String ? DeltaTypes.Find(type.GetString()!) : null,
            TypeJson = type.GetRawText(),
            Nullable = !field.TryGetProperty("nullable", out JsonElement nullable) || nullable.GetBoolean(),
            Metadata = field.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object
                ? metadata.EnumerateObject().DistinctBy(entry => entry.Name).ToDictionary(entry => entry.Name, entry => entry.Value.GetRawText(), StringComparer.Ordinal)
                : new Dictionary<string, string>(StringComparer.Ordinal),
        };
    }

    private static void WriteField(Utf8JsonWriter json, DeltaField field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WritePropertyName("type");
        json.WriteRawValue(field.TypeJson);
        json.WriteBoolean("nullable", field.Nullable);
        json.WriteStartObject("metadata");
        foreach ((string key, string value) in field.Metadata)
        {
            json.WritePropertyName(key);
            json.WriteRawValue(value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
