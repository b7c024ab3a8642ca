using System.Globalization;

namespace DataIngestion.Reports;

/// <summary>Numbers as pages show them.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long count, string singular, string plural) => $"{Count(count)} {(count == 1 ? singular : plural)}";

    /// <summary>A share in percent that says 0 % and 100 % only where that is so.</summary>
    public static string Share(double share) => share switch
    {
        > 0 and < 0.0001 => "< 0.01%",
        > 0.9999 and < 1 => "> 99.99%",
        _ => share.ToString("0.##%", CultureInfo.InvariantCulture),
    };

    /// <summary>A number of any size with four digits that count.</summary>
    public static string Number(double number) => Math.Abs(number) switch
    {
        double.NaN => "not a number",
        double.PositiveInfinity => number > 0 ? "∞" : "−∞",
        0 => "0",
        < 0.001 or >= 1e9 => number.ToString("0.###e-0", CultureInfo.InvariantCulture),
        >= 1000 => number.ToString("#,##0.##", CultureInfo.InvariantCulture),
        _ => number.ToString("G4", CultureInfo.InvariantCulture),
    };

    /// <summary>A difference with its sign.</summary>
    public static string Change(double difference) => difference > 0 ? "+" + Number(difference) : Number(difference);

    /// <summary>A p-value, of which two digits say enough.</summary>
    public static string Probability(double p) => p switch
    {
        < 1e-300 => "< 1e-300",
        < 0.001 => p.ToString("0.#e-0", CultureInfo.InvariantCulture),
        _ => p.ToString("0.###", CultureInfo.InvariantCulture),
    };

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A coordinate of a drawing.</summary>
    public static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
