namespace DataIngestion.Validation;

/// <summary>Quantiles of a numeric profile.</summary>
internal static class Quantile
{
    /// <summary>The quantile, and between which values that of the rows is: the profile's rank error to either side.</summary>
    public static (double Lowest, double Figure, double Highest) Of(NumericProfile profile, double quantile, QuantileInterpolation interpolation)
    {
        double rank = (profile.Count - 1) * quantile;
        double figure = At(profile, rank, interpolation);
        return profile.RankError == 0
            ? (figure, figure, figure)
            : (At(profile, Math.Max(0, rank - profile.RankError), QuantileInterpolation.Lower), figure, At(profile, Math.Min(profile.Count - 1, rank + profile.RankError), QuantileInterpolation.Higher));
    }

    private static double At(NumericProfile profile, double rank, QuantileInterpolation interpolation)
    {
        double low = Value(profile, (long)Math.Floor(rank));
        double high = Value(profile, (long)Math.Ceiling(rank));
        return interpolation switch
        {
            QuantileInterpolation.Lower => low,
            QuantileInterpolation.Higher => high,
            QuantileInterpolation.Midpoint => low + ((high - low) / 2),
            QuantileInterpolation.Nearest => Value(profile, (long)Math.Round(rank, MidpointRounding.ToEven)),
            _ => low + ((high - low) * (rank - Math.Floor(rank))),
        };
    }

    private static double Value(NumericProfile profile, long rank)
    {
        long before = 0;
        for (int knot = 0; knot < profile.Knots.Count; knot++)
        {
            before += profile.Weights[knot];
            if (rank < before)
            {
                return profile.Knots[knot];
            }
        }

        return profile.Maximum;
    }
}
