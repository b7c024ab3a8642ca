using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DataIngestion.Pandera;

/// <summary>What the checks of a column become.</summary>
internal static class PanderaChecks
{
    private static readonly Dictionary<string, Action<ValidationBuilder, PanderaColumn, PanderaCheck>> Makers = new(StringComparer.Ordinal)
    {
        ["equal_to"] = Equal,
        ["greater_than"] = (builder, column, check) => Range(builder, column, check, Single(check, "min_value"), null, strictMinimum: true),
        ["greater_than_or_equal_to"] = (builder, column, check) => Range(builder, column, check, Single(check, "min_value"), null),
        ["less_than"] = (builder, column, check) => Range(builder, column, check, null, Single(check, "max_value"), strictMaximum: true),
        ["less_than_or_equal_to"] = (builder, column, check) => Range(builder, column, check, null, Single(check, "max_value")),
        ["in_range"] = InRange,
        ["isin"] = (builder, column, check) => OneOf(builder, column, check, Many(check, "allowed_values")),
        ["notin"] = (builder, column, check) => NotOneOf(builder, column, check, Many(check, "forbidden_values")),
        ["not_equal_to"] = (builder, column, check) => NotOneOf(builder, column, check, [Single(check, "value").DeepClone()]),
        ["str_length"] = Length,
        ["unique_values_eq"] = (builder, column, check) => builder.DistinctValuesEqual(
            column.Name, [.. Many(check, "values").OfType<JsonNode>().Select(value => IsText(value) ? value.ToString() : value.ToJsonString())]),
        ["str_matches"] = (builder, column, check) => builder.Matches(column.Name, $@"\A(?:{Text(check, "pattern")})"),
        ["str_contains"] = (builder, column, check) => builder.Matches(column.Name, Text(check, "pattern")),
        ["str_startswith"] = (builder, column, check) => builder.Matches(column.Name, @"\A" + Regex.Escape(Text(check, "string"))),
        ["str_endswith"] = (builder, column, check) => builder.Matches(column.Name, Regex.Escape(Text(check, "string")) + @"\z"),
    };

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["eq"] = "equal_to",
        ["ne"] = "not_equal_to",
        ["gt"] = "greater_than",
        ["ge"] = "greater_than_or_equal_to",
        ["lt"] = "less_than",
        ["le"] = "less_than_or_equal_to",
        ["between"] = "in_range",
    };

    public static void Add(ValidationBuilder builder, PanderaColumn column, PanderaCheck check)
    {
        string name = Aliases.GetValueOrDefault(check.Name, check.Name);
        Action<ValidationBuilder, PanderaColumn, PanderaCheck> maker = Makers.GetValueOrDefault(name) ?? throw new SuiteImportException(
            check.Place, $"The check '{check.Name}' is not supported. Supported are: {string.Join(", ", Makers.Keys.Order(StringComparer.Ordinal))}.");
        try
        {
            maker(builder, column, check);
        }
        catch (ArgumentException fault)
        {
            throw new SuiteImportException(check.Place, fault.Message, fault);
        }

        if (!PanderaReader.Flag(check.Options, "ignore_na", check.Place, true))
        {
            builder.MissingFails();
        }
    }

    private static void Equal(ValidationBuilder builder, PanderaColumn column, PanderaCheck check)
    {
        JsonNode value = Single(check, "value");
        if (IsText(value) && !IsTime(column))
        {
            builder.OneOf(column.Name, value.ToString());
        }
        else
        {
            Range(builder, column, check, value, value);
        }
    }

    private static void InRange(ValidationBuilder builder, PanderaColumn column, PanderaCheck check)
    {
        JsonObject arguments = check.Value as JsonObject ?? throw new SuiteImportException(check.Place, "The arguments min_value and max_value are expected.");
        Range(
            builder,
            column,
            check,
            arguments["min_value"],
            arguments["max_value"],
            !PanderaReader.Flag(arguments, "include_min", check.Place, true),
            !PanderaReader.Flag(arguments, "include_max", check.Place, true));
    }

    private static void Range(
        ValidationBuilder builder, PanderaColumn column, PanderaCheck check, JsonNode? minimum, JsonNode? maximum, bool strictMinimum = false, bool strictMaximum = false)
    {
        string name = column.Name;
        JsonNode any = minimum ?? maximum ?? throw new SuiteImportException(check.Place, "A bound is missing.");
        _ = column.Type?.Kind switch
        {
            ColumnKind.Date => builder.Range(name, Day(minimum, check), Day(maximum, check), strictMinimum, strictMaximum),
            ColumnKind.Timestamp => builder.Range(name, Instant(minimum, check), Instant(maximum, check), strictMinimum, strictMaximum),
            ColumnKind.TimestampWithoutZone => builder.Range(name, Instant(minimum, check)?.DateTime, Instant(maximum, check)?.DateTime, strictMinimum, strictMaximum),
            _ when IsText(any) => builder.Range(name, minimum?.ToString(), maximum?.ToString(), strictMinimum, strictMaximum),
            _ when IsWhole(minimum) && IsWhole(maximum) => builder.Range(name, Whole(minimum), Whole(maximum), strictMinimum, strictMaximum),
            _ => builder.Range(name, Number(minimum, check), Number(maximum, check), strictMinimum, strictMaximum),
        };
    }

    private static void OneOf(ValidationBuilder builder, PanderaColumn column, PanderaCheck check, JsonArray values)
    {
        JsonNode[] present = [.. values.OfType<JsonNode>()];
        _ = present switch
        {
            _ when present.All(IsText) => builder.OneOf(column.Name, [.. present.Select(value => value.ToString())]),
            _ when present.All(IsWhole) => builder.OneOf(column.Name, [.. present.Select(value => Whole(value)!.Value)]),
            _ => builder.OneOf(column.Name, [.. present.Select(value => Number(value, check)!.Value)]),
        };
    }

    private static void NotOneOf(ValidationBuilder builder, PanderaColumn column, PanderaCheck check, JsonArray values)
    {
        JsonNode[] present = [.. values.OfType<JsonNode>()];
        _ = present switch
        {
            _ when present.All(IsText) => builder.NotOneOf(column.Name, [.. present.Select(value => value.ToString())]),
            _ when present.All(IsWhole) => builder.NotOneOf(column.Name, [.. present.Select(value => Whole(value)!.Value)]),
            _ => builder.NotOneOf(column.Name, [.. present.Select(value => Number(value, check)!.Value)]),
        };
    }

    private static void Length(ValidationBuilder builder, PanderaColumn column, PanderaCheck check)
    {
        JsonObject arguments = check.Value as JsonObject ?? new JsonObject { ["exact_value"] = check.Value?.DeepClone() };
        int? exact = (int?)Whole(arguments["exact_value"]);
        builder.Length(column.Name, exact ?? (int?)Whole(arguments["min_value"]), exact ?? (int?)Whole(arguments["max_value"]));
    }

    private static JsonNode Single(PanderaCheck check, string name) =>
        (check.Value is JsonObject arguments ? arguments[name] ?? arguments["value"] : check.Value) ?? throw new SuiteImportException(check.Place, "The value is missing.");

    private static string Text(PanderaCheck check, string name) =>
        Single(check, name) is var value && IsText(value) ? value.ToString() : throw new SuiteImportException(check.Place, "A text is expected.");

    private static JsonArray Many(PanderaCheck check, string name) =>
        (check.Value is JsonObject arguments ? arguments[name] ?? arguments["value"] : check.Value) as JsonArray ?? throw new SuiteImportException(check.Place, "A list is expected.");

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    private static bool IsTime(PanderaColumn column) => column.Type?.Kind is ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.TimestampWithoutZone;

    private static bool IsWhole(JsonNode? value) => value is null || long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static long? Whole(JsonNode? value) => value is null ? null : long.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private static double? Number(JsonNode? value, PanderaCheck check) => value is null
        ? null
        : double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw new SuiteImportException(check.Place, "A number is expected.");

    private static DateTimeOffset? Instant(JsonNode? value, PanderaCheck check) => value is null
        ? null
        : DateTimeOffset.TryParse(value.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment
            : throw new SuiteImportException(check.Place, $"'{value}' is no date or time.");

    private static DateOnly? Day(JsonNode? value, PanderaCheck check) => Instant(value, check) is { } moment ? DateOnly.FromDateTime(moment.DateTime) : null;
}
