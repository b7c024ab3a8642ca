using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.GreatExpectations;

/// <summary>The arguments of one expectation. Remembers which were asked for, so that the others are found.</summary>
internal sealed class Arguments(GreatExpectation expectation, Schema? schema)
{
    // How results are shown or bookkeeping, not what is checked.
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        "result_format", "include_config", "catch_exceptions", "batch_id", "meta", "notes", "description", "rendered_content", "windows", "id", "severity",
        "mostly", "row_condition", "condition_parser", "auto", "profiler_config",
    };

    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public string Place => $"{expectation.Place}.kwargs";

    public Schema? Schema => schema;

    public JsonNode? Node(string name)
    {
        _asked.Add(name);
        return expectation.Arguments[name];
    }

    public string Text(string name) => Node(name) is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
        ? value.ToString()
        : throw Fault(name, Node(name) is null ? "the argument is missing" : "a text is expected");

    public string Column(string name = "column") => Text(name);

    public IReadOnlyList<string> Texts(string name) => [.. List(name).Select(item => item is JsonValue value && value.GetValueKind() == JsonValueKind.String
        ? value.ToString()
        : throw Fault(name, "a list of texts is expected"))];

    public JsonArray List(string name) => Node(name) as JsonArray ?? throw Fault(name, Node(name) is null ? "the argument is missing" : "a list is expected");

    public bool Flag(string name, bool otherwise = false) => Node(name) switch
    {
        null => otherwise,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        _ => throw Fault(name, "true or false is expected"),
    };

    public double? Number(string name) => Node(name) is { } node ? AsNumber(node) ?? throw Fault(name, "a number is expected") : null;

    public long? Whole(string name) => Number(name) switch
    {
        null => null,
        { } number when number == Math.Floor(number) && Math.Abs(number) < 1e18 => (long)number,
        _ => throw Fault(name, "a whole number is expected"),
    };

    public long Required(string name) => Whole(name) ?? throw Fault(name, "the argument is missing");

    public string OneOf(string name, string otherwise, params string[] allowed)
    {
        string value = Node(name)?.ToString() ?? otherwise;
        return allowed.Contains(value, StringComparer.Ordinal) ? value : throw Fault(name, $"'{value}' is unknown; {string.Join(", ", allowed)} are known");
    }

    /// <summary>The kind of a column's values; null where the schema is not known.</summary>
    public ArrowTypeId? Kind(string column)
    {
        if (schema is null)
        {
            return null;
        }

        IArrowType type = schema.GetFieldByName(column)?.DataType ?? throw new SuiteImportException(
            Place, $"There is no column '{column}'. The columns are: {string.Join(", ", schema.FieldsList.Select(field => field.Name))}.");
        return type is DictionaryType encoded ? encoded.ValueType.TypeId : type.TypeId;
    }

    public void RequireAllKnown()
    {
        foreach ((string name, JsonNode? _) in expectation.Arguments)
        {
            if (!_asked.Contains(name) && !Ignored.Contains(name))
            {
                throw Fault(name, $"the argument is unknown to {expectation.Type}; it takes {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
            }
        }
    }

    public static double? AsNumber(JsonNode? node) => node is not JsonValue value
        ? null
        : value.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
            : value.ToString() switch
            {
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                _ => null,
            };

    public SuiteImportException Fault(string name, string reason, Exception? cause = null) => new($"{Place}.{name}", $"{expectation.Type}: {reason}.", cause);
}
