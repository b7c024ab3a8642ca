using MathNet.Numerics;

namespace DataIngestion.Drift;

/// <summary>Tests of a number's mean on two sides within strata. Variances may differ between sides and strata (Welch).</summary>
internal sealed class StratifiedMeans
{
    private readonly double[] _differences;
    private readonly double[] _variances;
    private readonly double[] _freedom;

    public StratifiedMeans(IReadOnlyList<(CellSums Reference, CellSums Current)> strata, double deviation)
    {
        _differences = [.. strata.Select(each => each.Current.Mean - each.Reference.Mean)];
        _variances = [.. strata.Select(each => Share(each.Reference, deviation) + Share(each.Current, deviation))];
        _freedom = [.. strata.Select((each, k) => _variances[k] * _variances[k]
            / ((Square(Share(each.Reference, deviation)) / (each.Reference.Count - 1)) + (Square(Share(each.Current, deviation)) / (each.Current.Count - 1))))];
    }

    private double Weight => _variances.Sum(variance => 1 / variance);

    private double Shift => _differences.Select((difference, k) => difference / _variances[k]).Sum() / Weight;

    /// <summary>The squares of Welch's t of all strata, each as the square of a normal number (Wallace 1959), summed.</summary>
    public ConceptTest? Omnibus()
    {
        double statistic = _differences.Select((difference, k) => NormalSquare(difference * difference / _variances[k], _freedom[k])).Sum();
        return _differences.Length == 0 ? null : new("stratified_welch", statistic, _differences.Length, ChiSquareDistribution.Survival(statistic, _differences.Length));
    }

    /// <summary>The mean difference, each stratum's weighted by its precision.</summary>
    public ConceptTest? CommonShift() => _differences.Length == 0
        ? null
        : new ConceptTest("weighted_mean_difference", Shift * Shift * Weight, 1, ChiSquareDistribution.Survival(Shift * Shift * Weight, 1)) { Estimate = Shift };

    /// <summary>Whether all strata have the same mean difference: Welch's (1951) analysis of variance of the differences.</summary>
    public (ConceptTest Test, double Effect)? Heterogeneity(IReadOnlyList<double> weights, double deviation)
    {
        int strata = _differences.Length;
        if (strata < 2)
        {
            return null;
        }

        (double shift, double all) = (Shift, Weight);
        double between = _differences.Select((difference, k) => Square(difference - shift) / _variances[k]).Sum();
        double loss = _variances.Select((variance, k) => Square(1 - (1 / (variance * all))) / _freedom[k]).Sum();
        double squares = ((double)strata * strata) - 1;
        double statistic = between / (strata - 1) / (1 + (2 * (strata - 2) / squares * loss));
        double freedom = squares / (3 * loss);
        double p = SpecialFunctions.BetaRegularized(freedom / 2, (strata - 1) / 2.0, freedom / (freedom + ((strata - 1) * statistic)));
        double square = _differences.Select((difference, k) => weights[k] * Square(difference - shift)).Sum() / weights.Sum();
        double effect = statistic > 1 ? Math.Sqrt(square * (1 - (1 / statistic))) / deviation : 0;
        return (new("welch_interaction", statistic, strata - 1, p), effect);
    }

    // A cell of equal values has no variance; that of the last digits keeps the weights finite.
    private static double Share(CellSums cell, double deviation) => Math.Max(cell.Variance, 1e-12 * deviation * deviation) / cell.Count;

    private static double NormalSquare(double square, double freedom)
    {
        double factor = ((8 * freedom) + 1) / ((8 * freedom) + 3);
        return factor * factor * freedom * Math.Log(1 + (square / freedom));
    }

    private static double Square(double x) => x * x;
}
