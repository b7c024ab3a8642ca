using MathNet.Numerics.Distributions;

namespace DataIngestion.Drift;

/// <summary>The mean losses of both sides and Welch's interval of their difference.</summary>
internal sealed record Losses(double Reference, double Current, LossDifference Difference)
{
    public static Losses Of(IEnumerable<(bool IsCurrent, double Loss)> rows)
    {
        ILookup<bool, double> sides = rows.ToLookup(row => row.IsCurrent, row => row.Loss);
        (double reference, double first, int n) = Moments(sides[false]);
        (double current, double second, int m) = Moments(sides[true]);
        double variance = first + second;
        double difference = current - reference;
        if (!(variance > 0))
        {
            return new(reference, current, new(difference, difference, difference, difference == 0 ? 1 : 0));
        }

        double freedom = variance * variance / ((first * first / (n - 1)) + (second * second / (m - 1)));
        double width = StudentT.InvCDF(0, 1, freedom, 0.975) * Math.Sqrt(variance);
        double p = 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(difference) / Math.Sqrt(variance));
        return new(reference, current, new(difference, difference - width, difference + width, p));
    }

    // The mean, its variance and the number of rows.
    private static (double Mean, double Variance, int Count) Moments(IEnumerable<double> losses)
    {
        double[] values = [.. losses];
        double mean = values.Average();
        return (mean, values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length, values.Length);
    }
}
