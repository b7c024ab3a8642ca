using System.Globalization;
using System.Text.Json.Nodes;
using Apache.Arrow.Types;

namespace DataIngestion.GreatExpectations;

/// <summary>Writes the text of a failing value as JSON of the column's type.</summary>
internal static class SampleValue
{
    public static JsonNode? ToJson(FailureSample sample, IArrowType? type)
    {
        if (sample.Value is not { } text || text == "(masked)")
        {
            return sample.Value;
        }

        return type switch
        {
            null or NumberType when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
            null or NumberType when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) => number,
            BooleanType when bool.TryParse(text, out bool flag) => flag,
            _ => text,
        };
    }
}
