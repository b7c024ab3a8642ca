using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace DataIngestion.Drift;

internal static class ChiSquareDistribution
{
    /// <summary>P(X ≥ x); 1 for no degree of freedom.</summary>
    public static double Survival(double x, int freedom) =>
        freedom < 1 || x <= 0 ? 1 : Math.Clamp(SpecialFunctions.GammaUpperRegularized(freedom / 2.0, x / 2), 0, 1);

    /// <summary>The x with P(X ≥ x) = <paramref name="probability"/>.</summary>
    public static double UpperQuantile(double probability, int freedom) => ChiSquared.InvCDF(freedom, 1 - probability);
}
