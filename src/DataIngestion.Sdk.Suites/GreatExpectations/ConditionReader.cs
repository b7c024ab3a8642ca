using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataIngestion.GreatExpectations;

/// <summary>Reads the row condition of an expectation: text with a parser, or the objects of later 1.x.</summary>
internal static class ConditionReader
{
    private static readonly string[] Parsers = ["pandas", "great_expectations", "great_expectations__experimental__"];

    public static IRowCondition? Read(JsonObject arguments, string place)
    {
        string? parser = arguments["condition_parser"]?.ToString();
        if (parser is not null && !Parsers.Contains(parser, StringComparer.Ordinal))
        {
            throw new SuiteImportException($"{place}.condition_parser", $"The condition parser '{parser}' is not supported; {string.Join(", ", Parsers)} are.");
        }

        return arguments["row_condition"] switch
        {
            null => null,
            JsonObject node => new SuiteCondition(Object(node, $"{place}.row_condition"), node.ToJsonString()),
            JsonValue value when value.GetValueKind() == JsonValueKind.String =>
                new SuiteCondition(ConditionParser.Parse(value.ToString(), $"{place}.row_condition"), value.ToString()),
            _ => throw new SuiteImportException($"{place}.row_condition", "A row condition is a text or an object."),
        };
    }

    private static ConditionNode Object(JsonObject node, string place) => node["type"]?.ToString() switch
    {
        "and" => Many(node, place).Aggregate((left, right) => new BothNode(left, right)),
        "or" => Many(node, place).Aggregate((left, right) => new EitherNode(left, right)),
        "nullity" => new PresentNode(Column(node["column"], place), !(node["is_null"] is JsonValue isNull && isNull.TryGetValue(out bool missing)
            ? missing
            : throw new SuiteImportException($"{place}.is_null", "true or false is expected."))),
        "comparison" => Comparison(node, place),
        "column_comparison" => Guarded(Column(node["column"], place), Sign(node, place), new ColumnName(Column(node["other_column"], place))),
        var other => throw new SuiteImportException($"{place}.type", $"The condition type '{other}' is not supported; and, or, nullity, comparison and column_comparison are."),
    };

    private static IEnumerable<ConditionNode> Many(JsonObject node, string place) => node["conditions"] is JsonArray { Count: > 0 } conditions
        ? conditions.Select((inner, at) => Object(
            inner as JsonObject ?? throw new SuiteImportException($"{place}.conditions[{at}]", "A condition is an object."), $"{place}.conditions[{at}]"))
        : throw new SuiteImportException($"{place}.conditions", "A list of conditions is expected.");

    private static ConditionNode Comparison(JsonObject node, string place)
    {
        string column = Column(node["column"], place);
        JsonNode? parameter = node["parameter"];
        return node["operator"]?.ToString() switch
        {
            "IN" or "in" => new MemberNode(column, Values(parameter, place), true),
            "NOT_IN" or "not_in" or "NOT IN" => Present(column, new MemberNode(column, Values(parameter, place), false)),
            _ => Guarded(column, Sign(node, place), Value(parameter, place)),
        };
    }

    // Here a missing value selects no row, also with !=.
    private static ConditionNode Guarded(string column, string sign, object value)
    {
        ConditionNode compared = Present(column, new CompareNode(column, sign, value));
        return value is ColumnName other ? Present(other.Name, compared) : compared;
    }

    private static BothNode Present(string column, ConditionNode node) => new(new PresentNode(column, true), node);

    private static string Sign(JsonObject node, string place) => node["operator"]?.ToString() is "==" or "!=" or "<" or ">" or "<=" or ">="
        ? node["operator"]!.ToString()
        : throw new SuiteImportException($"{place}.operator", $"The operator '{node["operator"]}' is not supported; ==, !=, <, <=, >, >=, IN and NOT_IN are.");

    private static string Column(JsonNode? node, string place) =>
        (node is JsonObject column ? column["name"] : node)?.ToString() ?? throw new SuiteImportException($"{place}.column", "The condition names no column.");

    private static IReadOnlyList<object> Values(JsonNode? node, string place) => node is JsonArray items
        ? [.. items.Select(item => Value(item, place))]
        : throw new SuiteImportException($"{place}.parameter", "A list is expected.");

    private static object Value(JsonNode? node, string place)
    {
        if (Arguments.AsNumber(node) is { } number)
        {
            return number;
        }

        return node switch
        {
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.ToString(),
            JsonValue value when value.TryGetValue(out bool flag) => flag,
            _ => throw new SuiteImportException($"{place}.parameter", "A number, a text, true or false is expected."),
        };
    }
}
