using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using DataIngestion.Drift;
using DataIngestion.Profiles;

namespace DataIngestion.Conformance.Drift;

/// <summary>Turns the suites' samples into profiles and compares numbers as the suites are to be read.</summary>
internal static class DriftSamples
{
    private const double SmallestJudgedP = 1e-290;

    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" or "inf" => double.PositiveInfinity,
            "-Infinity" or "-inf" => double.NegativeInfinity,
            string text => double.Parse(text, CultureInfo.InvariantCulture),
            null => throw new FormatException("null"),
        }
        : element.GetDouble();

    public static ColumnProfile Numbers(IEnumerable<double> values)
    {
        DoubleArray.Builder builder = new();
        foreach (double value in values)
        {
            builder.Append(value);
        }

        ExactProfileBuilder profile = new("x", ColumnType.Float64);
        profile.Observe(builder.Build());
        return profile.Complete();
    }

    public static ColumnProfile Categories(IEnumerable<string> values)
    {
        StringArray.Builder builder = new();
        foreach (string value in values)
        {
            builder.Append(value);
        }

        ExactProfileBuilder profile = new("x", ColumnType.String);
        profile.Observe(builder.Build());
        return profile.Complete();
    }

    public static DriftStatistic KolmogorovSmirnov(ColumnProfile reference, ColumnProfile current, KolmogorovSmirnovMethod method = KolmogorovSmirnovMethod.Auto) =>
        new KolmogorovSmirnovDetector(new() { Method = method }).Detect(reference, current).Decided!;

    public static DriftStatistic ChiSquare(ColumnProfile reference, ColumnProfile current, bool yates = false) =>
        new ChiSquareDetector(new() { ContinuityCorrection = yates }).Detect(reference, current).Decided!;

    public static DriftStatistic Psi(ColumnProfile reference, ColumnProfile current, BinEdge edge = BinEdge.LeftClosed) =>
        new PopulationStabilityIndexDetector(new() { Edge = edge }).Detect(reference, current).Decided!;

    /// <summary>The one test that the builder is given.</summary>
    public static DriftStatistic Detect(Action<DriftBuilder> test, ColumnProfile reference, ColumnProfile current)
    {
        DriftBuilder builder = new();
        test(builder);
        return builder.Build().Detectors[0].Detect(reference, current).Decided!;
    }

    public static void ShouldBeStatistic(double actual, double expected, string what, double tolerance = 1e-12) =>
        Math.Abs(actual - expected).ShouldBeLessThanOrEqualTo(tolerance * Math.Max(1, Math.Abs(expected)), $"{what}: {actual:R}, not {expected:R}");

    public static void ShouldBeP(double? actual, double expected, string what)
    {
        double p = actual.ShouldNotBeNull(what);
        bool tiny = p < SmallestJudgedP && expected < SmallestJudgedP;
        (tiny || Math.Abs(p - expected) <= 1e-9 * expected).ShouldBeTrue($"{what}: p {p:R}, not {expected:R}");
    }
}
