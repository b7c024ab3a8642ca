namespace DataIngestion.Cli.Output;

/// <summary>Figures of a profile's column.</summary>
internal static class ProfileFigures
{
    /// <summary>How many distinct values there are, and whether that is exact or at least.</summary>
    public static (long Count, bool IsExact)? Distinct(ColumnProfile column) => column switch
    {
        { Numeric: { } numeric } => (numeric.Knots.Count, numeric.RankError == 0),
        { Categorical: { } categories } => (categories.Counts.Count + (categories.Other > 0 ? 1 : 0), categories.Other == 0),
        _ => null,
    };

    public static double? Mean(NumericProfile numeric) => numeric.Count > 0 && double.IsFinite(numeric.Mean) ? numeric.Mean : null;

    public static double? Deviation(NumericProfile numeric) =>
        numeric.Count > 1 && Math.Sqrt(numeric.SumOfSquaredDeviations / (numeric.Count - 1)) is var deviation && double.IsFinite(deviation) ? deviation : null;

    /// <summary>The quantile, linearly interpolated (type 7) over the knots, which stand for as many values as they weigh.</summary>
    public static double Quantile(NumericProfile numeric, double share)
    {
        double at = (numeric.Count - 1) * share;
        long below = (long)Math.Floor(at);
        (double low, double high) = (At(numeric, below), At(numeric, Math.Min(below + 1, numeric.Count - 1)));
        return low + ((high - low) * (at - below));
    }

    public static IEnumerable<KeyValuePair<string, long>> Top(CategoricalProfile categories, int count) =>
        categories.Counts.OrderByDescending(category => category.Value).ThenBy(category => category.Key, StringComparer.Ordinal).Take(count);

    private static double At(NumericProfile numeric, long rank)
    {
        long seen = 0;
        for (int knot = 0; knot < numeric.Knots.Count; knot++)
        {
            seen += numeric.Weights[knot];
            if (rank < seen)
            {
                return numeric.Knots[knot];
            }
        }

        return numeric.Maximum;
    }
}
