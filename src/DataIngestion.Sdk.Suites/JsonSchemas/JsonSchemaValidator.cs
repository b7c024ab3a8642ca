using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using NJsonSchema;

namespace DataIngestion.Suites;

internal sealed class JsonSchemaValidator : IValidator
{
    private readonly JsonSchema _schema;
    private readonly string _column;

    public JsonSchemaValidator(string column, string schema)
    {
        _column = column;
        _schema = Parse(column, schema);

        // Two rules of one name run once, and a title alone tells no schemas apart.
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(schema)).AsSpan(0, 8));
        Name = $"matches_json_schema({column}, {(_schema.Title is { } title ? title + ", " : "")}{hash})";
    }

    public string Name { get; }

    public IReadOnlyList<string> Columns => [_column];

    public CheckScope Scope => CheckScope.Row;

    public IValidation Begin(ValidationContext context)
    {
        int at = context.Schema.GetFieldIndex(_column);
        if (at < 0)
        {
            throw new ArgumentException($"The rule '{Name}' reads the column '{_column}', which is not there.");
        }

        return context.Schema.GetFieldByIndex(at).DataType is StringType
            ? new JsonSchemaValidation(_column, _schema)
            : throw new ArgumentException($"The rule '{Name}' does not apply to the column '{_column}': it checks strings.");
    }

    private static JsonSchema Parse(string column, string schema)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(schema);
            RequireOwnReferences(document.RootElement, column);

            // Without references to other documents nothing is waited for.
            return JsonSchema.FromJsonAsync(schema).ConfigureAwait(false).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is JsonException or Newtonsoft.Json.JsonException or InvalidOperationException or NotSupportedException)
        {
            throw new ArgumentException($"The JSON Schema for '{column}' cannot be read: {fault.Message}", nameof(schema), fault);
        }
    }

    // A schema must not make the process read files or talk to hosts.
    private static void RequireOwnReferences(JsonElement element, string column)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement part in element.EnumerateArray())
            {
                RequireOwnReferences(part, column);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in element.EnumerateObject())
            {
                RequireOwnReference(property, column);
                RequireOwnReferences(property.Value, column);
            }
        }
    }

    private static void RequireOwnReference(JsonProperty property, string column)
    {
        if (property.NameEquals("$ref") && property.Value.ValueKind == JsonValueKind.String && !property.Value.GetString()!.StartsWith('#'))
        {
            throw new ArgumentException($"The JSON Schema for '{column}' refers to another document, '{property.Value}'. Put what it defines into the schema.");
        }
    }
}

internal sealed class JsonSchemaValidation(string column, JsonSchema schema) : IValidation
{
    private long _checked;
    private long _failed;
    private long _missing;

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        StringArray values = (StringArray)batch.Column(column);
        _checked += values.Length;
        for (int row = 0; row < values.Length; row++)
        {
            if (values.IsNull(row))
            {
                _missing++;
            }
            else if (!IsJson(values.GetBytes(row)) || !IsValid(values.GetString(row)))
            {
                _failed++;
                failures.Add(row);
            }
        }

        GC.KeepAlive(values);
    }

    public void Merge(IValidation other)
    {
        JsonSchemaValidation state = other as JsonSchemaValidation ?? throw new ArgumentException("Only a state of the same rule can be merged.", nameof(other));
        (_checked, _failed, _missing) = (_checked + state._checked, _failed + state._failed, _missing + state._missing);
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string message = string.Create(CultureInfo.InvariantCulture, $"Expected {column} to be JSON that its schema allows; {_failed} of {_checked} rows fail.");
        return ValueTask.FromResult(new ValidationOutcome(_failed == 0, _checked, _failed, message) { RowsMissing = _missing });
    }

    // The schema's own reader also takes comments, single quotes, closing commas and whatever follows the value.
    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        Utf8JsonReader reader = new(text);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            // That it is no JSON is the answer.
            return false;
        }
    }

    private bool IsValid(string text)
    {
        try
        {
            return schema.Validate(text).Count == 0;
        }
        catch (Newtonsoft.Json.JsonException)
        {
            // It is JSON that the schema's own reader refuses.
            return false;
        }
    }
}
