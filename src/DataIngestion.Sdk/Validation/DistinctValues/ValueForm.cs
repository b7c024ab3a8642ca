using System.Globalization;
using System.Text.Json;
using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>How values of a column are compared and shown by their text: numbers by their value, all else as it is.</summary>
internal sealed class ValueForm(bool isNumber) : IComparer<string>
{
    public static ValueForm Of(Schema schema, string column) => new(Profiles.ArrowColumnType.Of(SchemaColumns.Require(schema, column, "distinct values")).IsNumeric);

    public string Normal(string text) => isNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number.ToString("R", CultureInfo.InvariantCulture)
        : text;

    public JsonElement Json(string text) => isNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
        ? JsonSerializer.SerializeToElement(number)
        : JsonSerializer.SerializeToElement(text);

    /// <summary>The values in their order and how often each occurs: <c>{"values": […], "counts": […]}</c>.</summary>
    public JsonElement Json(IReadOnlyDictionary<string, long> counts)
    {
        string[] values = [.. counts.Keys.Order(this)];
        return JsonSerializer.SerializeToElement(new { values = values.Select(Json), counts = values.Select(value => counts[value]) });
    }

    public int Compare(string? x, string? y) => isNumber
        ? double.Parse(x!, NumberStyles.Float, CultureInfo.InvariantCulture).CompareTo(double.Parse(y!, NumberStyles.Float, CultureInfo.InvariantCulture))
        : string.CompareOrdinal(x, y);
}
