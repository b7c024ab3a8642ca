namespace DataIngestion.Drift;

/// <summary>Why a number is null in JSON.</summary>
internal static class NotFinite
{
    private const string NaN = "not a number", Positive = "infinite", Negative = "negative infinite";

    public static string Of(double number) => number switch
    {
        double.PositiveInfinity => Positive,
        double.NegativeInfinity => Negative,
        _ => NaN,
    };

    public static double Parse(string? reason) => reason switch
    {
        NaN => double.NaN,
        Positive => double.PositiveInfinity,
        Negative => double.NegativeInfinity,
        _ => throw new FormatException($"'{reason}' is no reason for a number that is missing."),
    };
}
