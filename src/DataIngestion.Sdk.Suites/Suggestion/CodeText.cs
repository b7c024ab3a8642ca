using System.Globalization;

namespace DataIngestion.Suites;

/// <summary>Values as literals of C#.</summary>
internal static class CodeText
{
    public static string Of(string text) => YamlText.Quoted(text);

    public static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(Of));

    public static string Of(decimal number) => number.ToString(CultureInfo.InvariantCulture) + "m";

    public static string Of(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"new DateOnly({date.Year}, {date.Month}, {date.Day})");

    public static string Of(DateTime time, bool zoned) => string.Create(
        CultureInfo.InvariantCulture,
        $"new {(zoned ? nameof(DateTimeOffset) : nameof(DateTime))}({time.Year}, {time.Month}, {time.Day}, {time.Hour}, {time.Minute}, {time.Second}{(zoned ? ", TimeSpan.Zero" : "")})");

    public static string Of(ColumnType type) => type.Kind == ColumnKind.Decimal
        ? string.Create(CultureInfo.InvariantCulture, $"ColumnType.Decimal({type.Precision}, {type.Scale})")
        : $"ColumnType.{type.Kind}";
}
