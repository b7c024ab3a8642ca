using System.Text.Json.Nodes;

namespace DataIngestion.Pandera;

/// <summary>Reads the columns of a schema with their checks in any of the three shapes that releases of Pandera have written.</summary>
internal sealed class PanderaReader(JsonObject schema)
{
    private static readonly HashSet<string> ColumnKeys = new(StringComparer.Ordinal)
    {
        "name", "title", "description", "dtype", "nullable", "unique", "coerce", "required", "regex", "drop_invalid_rows", "checks", "metadata", "default", "report_duplicates",
    };

    private static readonly HashSet<string> SchemaKeys = new(StringComparer.Ordinal)
    {
        "schema_type", "version", "api", "dataframe_library", "columns", "checks", "index", "dtype", "coerce", "strict", "name", "ordered", "unique", "report_duplicates",
        "unique_column_names", "add_missing_columns", "title", "description", "drop_invalid_rows", "metadata", "backend",
    };

    private static readonly HashSet<string> Options = new(StringComparer.Ordinal) { "check_name", "ignore_na", "raise_warning", "n_failure_cases" };

    public IReadOnlyList<PanderaColumn> Columns()
    {
        RequireUnderstood();
        return schema["columns"] switch
        {
            JsonObject named => [.. named.Select(column => One(column.Key, column.Value, $"columns.{column.Key}"))],
            JsonArray listed => [.. listed.Select((column, at) => One(
                column?["name"]?.ToString() ?? throw new SuiteImportException($"columns[{at}]", "The column has no name."), column, $"columns[{at}]"))],
            _ => throw new SuiteImportException("columns", "The schema has no columns."),
        };
    }

    public static bool Flag(JsonObject holder, string name, string place, bool otherwise = false) => holder[name] switch
    {
        null => otherwise,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        _ => throw new SuiteImportException($"{place}.{name}", "true or false is expected."),
    };

    private void RequireUnderstood()
    {
        foreach ((string key, JsonNode? value) in schema)
        {
            if (!SchemaKeys.Contains(key))
            {
                throw new SuiteImportException(key, $"The key is unknown. Known are: {string.Join(", ", SchemaKeys.Order(StringComparer.Ordinal))}.");
            }

            string? reason = (key, value) switch
            {
                ("checks", JsonObject { Count: > 0 } or JsonArray { Count: > 0 }) => "Checks of the whole frame are Python functions, which cannot be taken over. Write them as row expressions.",
                ("index", JsonObject or JsonArray) when !IsPlainIndex(value) => "An index with a name, checks or uniqueness is not supported: make it a column (reset_index).",
                ("add_missing_columns", JsonValue flag) when flag.ToString() == "true" => "Missing columns are not added; give them in the contract.",
                ("schema_type", JsonValue kind) when kind.ToString() != "dataframe" => "Only schemas of the type dataframe are supported.",
                _ => null,
            };
            if (reason is not null)
            {
                throw new SuiteImportException(key, reason);
            }
        }
    }

    private static bool IsPlainIndex(JsonNode index) => index is JsonArray { Count: 1 } only && only[0] is JsonObject one
        && one["name"] is null && one["checks"] is null && one["unique"]?.ToString() is null or "false";

    private PanderaColumn One(string name, JsonNode? node, string place)
    {
        JsonObject column = node as JsonObject ?? throw new SuiteImportException(place, "A column is a mapping.");
        if (Flag(column, "regex", place))
        {
            throw new SuiteImportException($"{place}.regex", "A column whose name is a pattern is not supported; name the columns.");
        }

        return new PanderaColumn(
            place,
            name,
            PanderaTypes.Parse((column["dtype"] ?? schema["dtype"])?.ToString(), $"{place}.dtype"),
            Flag(column, "nullable", place),
            Flag(column, "unique", place),
            Flag(column, "required", place, true),
            Flag(column, "drop_invalid_rows", place) || Flag(schema, "drop_invalid_rows", ""),
            [.. Nested(column["checks"], $"{place}.checks"), .. Flat(column, place)]);
    }

    private static IEnumerable<PanderaCheck> Nested(JsonNode? checks, string place) => checks switch
    {
        null => [],
        JsonObject named => named.Select(check => Check(check.Key, check.Value, $"{place}.{check.Key}")),
        JsonArray listed => listed.Select((entry, at) => Entry(entry, $"{place}[{at}]")),
        _ => throw new SuiteImportException(place, "Checks are a mapping or a list."),
    };

    // A list entry names its check in its options, or is a mapping with the name as its only key.
    private static PanderaCheck Entry(JsonNode? entry, string place) => entry switch
    {
        JsonObject holder when (holder["options"]?["check_name"])?.ToString() is { } name => Check(name, holder, place),
        JsonObject { Count: 1 } named => Check(named.First().Key, named.First().Value, place),
        _ => throw new SuiteImportException(place, "The entry names no check: give options.check_name."),
    };

    private static IEnumerable<PanderaCheck> Flat(JsonObject column, string place) =>
        column.Where(member => !ColumnKeys.Contains(member.Key)).Select(member => Check(member.Key, member.Value, $"{place}.{member.Key}"));

    private static PanderaCheck Check(string name, JsonNode? node, string place)
    {
        JsonObject options = (node as JsonObject)?["options"] as JsonObject ?? [];
        if (options.FirstOrDefault(option => !Options.Contains(option.Key)).Key is { } unknown)
        {
            throw new SuiteImportException($"{place}.options.{unknown}", $"The option is unknown. Known are: {string.Join(", ", Options.Order(StringComparer.Ordinal))}.");
        }

        JsonNode? value = node is JsonObject holder && holder.ContainsKey("options")
            ? holder.ContainsKey("value") ? holder["value"] : new JsonObject(holder.Where(member => member.Key != "options").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
            : node;
        return new PanderaCheck(place, name, value, options);
    }
}
