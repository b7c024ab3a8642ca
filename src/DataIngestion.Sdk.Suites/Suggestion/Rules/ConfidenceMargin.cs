namespace DataIngestion.Suites;

/// <summary>How far a share that was measured on some rows can lie from that of as many others, at 95 %, by the normal approximation of the binomial law; rounded outward to whole percents.</summary>
/// <remarks>Both shares vary, so the interval is the square root of 2 wider than the confidence interval of one of them.</remarks>
internal static class ConfidenceMargin
{
    private const double Quantile = 1.96;

    public static double Below(double share, long rows) => Math.Max(0, Math.Floor(Round((share - Width(share, rows)) * 100)) / 100);

    public static double Above(double share, long rows) => Math.Min(1, Math.Ceiling(Round((share + Width(share, rows)) * 100)) / 100);

    private static double Width(double share, long rows) => Quantile * Math.Sqrt(2 * share * (1 - share) / rows);

    // 29.000000000000004 is 29.
    private static double Round(double percents) => Math.Round(percents, 9);
}
