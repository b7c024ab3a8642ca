using MathNet.Numerics.LinearAlgebra;

namespace DataIngestion.Drift;

/// <summary>Tests of side × class within strata. Classes that occur in no stratum are left out.</summary>
internal sealed class StratifiedTables
{
    private const int Iterations = 1000;
    private const double Precision = 1e-12;

    private readonly double[][] _reference;
    private readonly double[][] _current;
    private readonly int _classes;

    public StratifiedTables(IReadOnlyList<(long[] Reference, long[] Current)> strata)
    {
        int[] present = strata.Count == 0
            ? []
            : [.. Enumerable.Range(0, strata[0].Reference.Length).Where(group => strata.Any(each => each.Reference[group] + each.Current[group] > 0))];
        _classes = present.Length;
        _reference = [.. strata.Select(each => present.Select(group => (double)each.Reference[group]).ToArray())];
        _current = [.. strata.Select(each => present.Select(group => (double)each.Current[group]).ToArray())];
    }

    private int Strata => _reference.Length;

    /// <summary>Pearson's statistic of each stratum, summed: conditional independence of side and class.</summary>
    public ConceptTest? Omnibus()
    {
        (double statistic, int freedom) = (0, 0);
        for (int k = 0; k < Strata; k++)
        {
            (double first, double second) = (_reference[k].Sum(), _current[k].Sum());
            int present = 0;
            for (int j = 0; j < _classes && first > 0 && second > 0; j++)
            {
                double both = _reference[k][j] + _current[k][j];
                present += both > 0 ? 1 : 0;
                statistic += both > 0 ? Square(_current[k][j] - (both * second / (first + second))) * Square(first + second) / (both * first * second) : 0;
            }

            freedom += Math.Max(0, present - 1);
        }

        return freedom == 0 ? null : Test("stratified_chi_square", statistic, freedom);
    }

    /// <summary>Cochran, Mantel and Haenszel's statistic, for more than two classes generalised (Landis, Heyman and Koch 1978; Agresti 2002, 7.5.3).</summary>
    public ConceptTest? CommonShift(bool continuityCorrection = false)
    {
        int free = _classes - 1;
        if (free < 1)
        {
            return null;
        }

        (Vector<double> sums, Matrix<double> covariance) = Moments(free);
        Vector<double> corrected = continuityCorrection && free == 1 ? sums.Map(sum => Math.Max(0, Math.Abs(sum) - 0.5)) : sums;
        if (!(covariance.Diagonal().Minimum() > 0))
        {
            return null;
        }

        double statistic = corrected.DotProduct(covariance.Solve(corrected));
        double odds = OddsRatio();
        return !double.IsFinite(statistic) ? null : Test(free == 1 ? "cochran_mantel_haenszel" : "generalized_cochran_mantel_haenszel", statistic, free) with
        {
            Estimate = free == 1 && double.IsFinite(odds) ? odds : null,
        };
    }

    /// <summary>Whether the odds ratios of all strata are one: Breslow and Day's test with Tarone's correction, for more than two classes Pearson's of the model without three-way interaction.</summary>
    public (ConceptTest Test, double Effect)? Heterogeneity(IReadOnlyList<double> weights, bool tarone = true)
    {
        if (Strata < 2 || _classes < 2)
        {
            return null;
        }

        return _classes == 2 ? BreslowDay(weights, tarone) : ThreeWay(weights);
    }

    /// <summary>Mantel and Haenszel's odds ratio, of the second class against the first in the delivery against the reference.</summary>
    public double OddsRatio()
    {
        (double with, double against) = (0, 0);
        for (int k = 0; k < Strata; k++)
        {
            double all = _reference[k].Sum() + _current[k].Sum();
            with += all > 0 ? _current[k][1] * _reference[k][0] / all : 0;
            against += all > 0 ? _current[k][0] * _reference[k][1] / all : 0;
        }

        return with / against;
    }

    private (Vector<double> Sums, Matrix<double> Covariance) Moments(int free)
    {
        Vector<double> sums = Vector<double>.Build.Dense(free);
        Matrix<double> covariance = Matrix<double>.Build.Dense(free, free);
        for (int k = 0; k < Strata; k++)
        {
            (double first, double second) = (_reference[k].Sum(), _current[k].Sum());
            double all = first + second;
            if (first == 0 || second == 0)
            {
                continue;
            }

            for (int i = 0; i < free; i++)
            {
                double rows = Both(k, i + 1);
                sums[i] += _current[k][i + 1] - (rows * second / all);
                for (int j = 0; j < free; j++)
                {
                    covariance[i, j] += first * second * rows * ((i == j ? all : 0) - Both(k, j + 1)) / (all * all * (all - 1));
                }
            }
        }

        return (sums, covariance);
    }

    private (ConceptTest, double)? BreslowDay(IReadOnlyList<double> weights, bool tarone)
    {
        double odds = OddsRatio();
        if (!(odds > 0 && double.IsFinite(odds)))
        {
            return null;
        }

        (double statistic, double surplus, double variances) = (0, 0, 0);
        double[] changes = new double[Strata];
        int used = 0;
        for (int k = 0; k < Strata; k++)
        {
            (double first, double second, double rows) = (_reference[k].Sum(), _current[k].Sum(), Both(k, 1));
            if (first == 0 || second == 0 || rows == 0 || rows == first + second)
            {
                continue;
            }

            double fitted = Fitted(odds, first, second, rows);
            double variance = 1 / ((1 / fitted) + (1 / (second - fitted)) + (1 / (rows - fitted)) + (1 / (first - rows + fitted)));
            double difference = _current[k][1] - fitted;
            changes[k] = Math.Abs(difference) * ((1 / first) + (1 / second));
            (statistic, surplus, variances) = (statistic + (difference * difference / variance), surplus + difference, variances + variance);
            used++;
        }

        if (used < 2)
        {
            return null;
        }

        double corrected = tarone ? Math.Max(0, statistic - (surplus * surplus / variances)) : statistic;
        return (Test(tarone ? "breslow_day_tarone" : "breslow_day", corrected, used - 1), Effect(weights, changes, corrected, used - 1));
    }

    // The count of the second class in the delivery with which the stratum has that odds ratio and its margins.
    private static double Fitted(double odds, double first, double second, double rows)
    {
        double a = 1 - odds;
        double b = first - rows + (odds * (second + rows));
        double c = -odds * second * rows;

        // The root that does not cancel.
        return Math.Abs(a) < 1e-12 ? -c / b : 2 * -c / (b + Math.Sqrt(Math.Max(0, (b * b) - (4 * a * c))));
    }

    private (ConceptTest, double)? ThreeWay(IReadOnlyList<double> weights)
    {
        double[][] expected = Fit();
        (double statistic, int freedom) = (0, -(_classes - 1));
        double[] changes = new double[Strata];
        for (int k = 0; k < Strata; k++)
        {
            (double first, double second) = (_reference[k].Sum(), _current[k].Sum());
            if (first == 0 || second == 0)
            {
                continue;
            }

            int present = 0;
            for (int j = 0; j < _classes; j++)
            {
                double rest = Both(k, j) - expected[k][j];
                double difference = _current[k][j] - expected[k][j];
                present += Both(k, j) > 0 ? 1 : 0;
                statistic += Both(k, j) > 0 ? difference * difference * ((1 / expected[k][j]) + (1 / rest)) : 0;
                changes[k] += Math.Abs(difference) * ((1 / first) + (1 / second)) / 2;
            }

            freedom += Math.Max(0, present - 1);
        }

        return freedom < 1 || !double.IsFinite(statistic) ? null : (Test("three_way_interaction", statistic, freedom), Effect(weights, changes, statistic, freedom));
    }

    // Iterative proportional fitting of side × class, class × stratum and side × stratum (Deming and Stephan 1940). Returns the delivery's part.
    private double[][] Fit()
    {
        double[][] current = [.. Enumerable.Range(0, Strata).Select(k => Enumerable.Range(0, _classes).Select(j => Both(k, j) / 2).ToArray())];
        double[] totals = [.. Enumerable.Range(0, _classes).Select(j => _current.Sum(row => row[j]))];
        double[] others = [.. Enumerable.Range(0, _classes).Select(j => _reference.Sum(row => row[j]))];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double moved = 0;
            for (int j = 0; j < _classes; j++)
            {
                (double second, double first) = (current.Sum(row => row[j]), Enumerable.Range(0, Strata).Sum(k => Both(k, j) - current[k][j]));
                double factor = first > 0 && second > 0 && totals[j] > 0 && others[j] > 0 ? totals[j] * first / (second * others[j]) : totals[j] > 0 ? double.PositiveInfinity : 0;
                for (int k = 0; k < Strata; k++)
                {
                    Tilt(current[k], k, j, factor);
                }
            }

            for (int k = 0; k < Strata; k++)
            {
                moved = Math.Max(moved, Balance(current[k], k));
            }

            if (moved < Precision)
            {
                break;
            }
        }

        return current;
    }

    private void Tilt(double[] current, int k, int j, double factor)
    {
        double both = Both(k, j);
        double odds = (both - current[j]) > 0 ? factor * current[j] / (both - current[j]) : double.PositiveInfinity;
        current[j] = double.IsPositiveInfinity(odds) ? both : both * odds / (1 + odds);
    }

    // One factor on the odds of all classes gives the side its rows in this stratum; found by Newton steps on its logarithm.
    private double Balance(double[] current, int k)
    {
        double wanted = _current[k].Sum();
        double first = Math.Abs(current.Sum() - wanted) / Math.Max(1, wanted);
        for (int step = 0; step < 50; step++)
        {
            double sum = current.Sum();
            double slope = 0;
            for (int j = 0; j < current.Length; j++)
            {
                slope += Both(k, j) > 0 ? current[j] * (Both(k, j) - current[j]) / Both(k, j) : 0;
            }

            if (slope <= 0 || Math.Abs(sum - wanted) <= Precision * wanted)
            {
                break;
            }

            double factor = Math.Exp(Math.Clamp((wanted - sum) / slope, -2, 2));
            for (int j = 0; j < current.Length; j++)
            {
                Tilt(current, k, j, factor);
            }
        }

        return first;
    }

    // Root mean square over the strata, shrunk by the part of the statistic that chance explains.
    private static double Effect(IReadOnlyList<double> weights, double[] changes, double statistic, int freedom)
    {
        double all = weights.Sum();
        double square = changes.Select((change, k) => weights[k] * change * change).Sum() / (all > 0 ? all : 1);
        return statistic > freedom ? Math.Sqrt(square * (1 - (freedom / statistic))) : 0;
    }

    private double Both(int k, int j) => _reference[k][j] + _current[k][j];

    private static double Square(double x) => x * x;

    private static ConceptTest Test(string name, double statistic, int freedom) =>
        new(name, statistic, freedom, ChiSquareDistribution.Survival(statistic, freedom));
}
