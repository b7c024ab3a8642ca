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
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(schema)).AsSpan(0, 4));
        Name = $"matches_json_schema({column}, {_schema.Title ?? hash})";
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
        IEnumerable<JsonElement> inner = element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().Select(property => property.Value),
            JsonValueKind.Array => element.EnumerateArray(),
            _ => [],
        };
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out JsonElement reference)
            && reference.ValueKind == JsonValueKind.String && !reference.GetString()!.StartsWith('#'))
        {
            throw new ArgumentException($"The JSON Schema for '{column}' refers to another document, '{reference}'. Put what it defines into the schema.");
        }

        foreach (JsonElement part in inner)
        {
            RequireOwnReferences(part, column);
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
            else if (!IsValid(values.GetString(row)))
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

    private bool IsValid(string text)
    {
        try
        {
            return schema.Validate(text).Count == 0;
        }
        catch (Newtonsoft.Json.JsonException)
        {
            // That it is no JSON is the answer.
            return false;
        }
    }
}
