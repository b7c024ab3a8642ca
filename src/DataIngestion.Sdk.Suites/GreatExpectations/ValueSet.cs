using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow.Types;

namespace DataIngestion.GreatExpectations;

/// <summary>A <c>value_set</c>: texts, whole numbers or numbers. A missing value in it means nothing, because missing values are not judged.</summary>
internal sealed record ValueSet(string[]? Texts, long[]? Wholes, double[]? Numbers)
{
    public int Count => Texts?.Length ?? Wholes?.Length ?? Numbers!.Length;

    public static ValueSet Of(Arguments arguments, string column, string name = "value_set") => Of(arguments, column, name, arguments.List(name));

    public static ValueSet Of(Arguments arguments, string column, string name, IEnumerable<JsonNode?> members)
    {
        JsonNode[] values = [.. members.OfType<JsonNode>()];
        bool areNumbers = values.All(value => Arguments.AsNumber(value) is not null);
        bool areTexts = values.All(value => value is JsonValue text && text.GetValueKind() == JsonValueKind.String);
        bool isText = arguments.Kind(column) is { } kind ? kind == ArrowTypeId.String : areTexts;
        if (values.Length > 0 && !(isText ? areTexts : areNumbers))
        {
            throw arguments.Fault(name, isText
                ? $"the column '{column}' holds text, so all values have to be texts"
                : $"the values have to be all texts or all numbers, and fit the column '{column}'");
        }

        return isText ? new ValueSet([.. values.Select(value => value.ToString())], null, null) : OfNumbers(values);
    }

    private static ValueSet OfNumbers(JsonNode[] values)
    {
        string[] shown = [.. values.Select(value => value.ToJsonString())];
        return shown.All(text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            ? new ValueSet(null, [.. shown.Select(text => long.Parse(text, CultureInfo.InvariantCulture))], null)
            : new ValueSet(null, null, [.. values.Select(value => Arguments.AsNumber(value)!.Value)]);
    }
}
