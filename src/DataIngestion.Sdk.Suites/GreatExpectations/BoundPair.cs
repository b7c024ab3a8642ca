using System.Globalization;
using System.Text.Json.Nodes;
using Apache.Arrow.Types;

namespace DataIngestion.GreatExpectations;

/// <summary>What kind of values two bounds are.</summary>
internal enum BoundKind
{
    Whole,
    Number,
    Date,
    Instant,
    Time,
    Text,
}

/// <summary>The arguments <c>min_value</c> and <c>max_value</c>, as the type of the column wants them.</summary>
internal sealed record BoundPair(BoundKind Kind, object? Minimum, object? Maximum)
{
    public static BoundPair Of(Arguments arguments, string column)
    {
        JsonNode? minimum = arguments.Node("min_value");
        JsonNode? maximum = arguments.Node("max_value");
        if (minimum is null && maximum is null)
        {
            throw arguments.Fault("min_value", "min_value and max_value cannot both be missing");
        }

        BoundKind kind = KindOf(arguments, column, minimum, maximum);
        return new BoundPair(kind, Read(arguments, "min_value", minimum, kind), Read(arguments, "max_value", maximum, kind));
    }

    private static BoundKind KindOf(Arguments arguments, string column, JsonNode? minimum, JsonNode? maximum) => arguments.Kind(column) switch
    {
        null when AreNumbers(minimum, maximum) => NumberKind(minimum, maximum),
        null or ArrowTypeId.String => BoundKind.Text,
        ArrowTypeId.Date32 => BoundKind.Date,
        ArrowTypeId.Timestamp => arguments.Schema!.GetFieldByName(column).DataType is TimestampType { Timezone: not null and not "" } ? BoundKind.Instant : BoundKind.Time,
        _ => NumberKind(minimum, maximum),
    };

    private static bool AreNumbers(JsonNode? minimum, JsonNode? maximum) =>
        (minimum is null || Arguments.AsNumber(minimum) is not null) && (maximum is null || Arguments.AsNumber(maximum) is not null);

    // Whole bounds are exact for any integer column.
    private static BoundKind NumberKind(JsonNode? minimum, JsonNode? maximum) => IsWhole(minimum) && IsWhole(maximum) ? BoundKind.Whole : BoundKind.Number;

    private static bool IsWhole(JsonNode? node) => node is null || long.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static object? Read(Arguments arguments, string name, JsonNode? node, BoundKind kind)
    {
        if (node is null)
        {
            return null;
        }

        bool isText = node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String;
        return kind switch
        {
            BoundKind.Text => isText ? node.ToString() : throw arguments.Fault(name, "the column holds text, so the bound has to be a text as well"),
            BoundKind.Whole => long.Parse(node.ToJsonString(), CultureInfo.InvariantCulture),
            BoundKind.Number => Arguments.AsNumber(node) ?? throw arguments.Fault(name, "the column holds numbers, so the bound has to be a number as well"),
            _ => Moment(arguments, name, node.ToString(), kind),
        };
    }

    private static object Moment(Arguments arguments, string name, string text, BoundKind kind)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
        {
            throw arguments.Fault(name, $"'{text}' is no date or time");
        }

        return kind switch
        {
            BoundKind.Date => DateOnly.FromDateTime(moment.DateTime),
            BoundKind.Instant => moment,
            _ => moment.DateTime,
        };
    }
}
