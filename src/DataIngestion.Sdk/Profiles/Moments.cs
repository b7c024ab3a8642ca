namespace DataIngestion.Profiles;

/// <summary>Count, extrema, mean and squared deviations, as sums in twice the working precision so that the order of merging does not show.</summary>
internal sealed class Moments
{
    // Squares of larger values overflow a double; then all sums are kept in units of 2^600.
    private const double Large = 1e140;
    private const int LargeExponent = 600;

    private DoubleDouble _sum;
    private DoubleDouble _squares;
    private bool _scaled;

    public long Count { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    public void Observe(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        Count += values.Length;
        (double minimum, double maximum) = Extrema.Of(values);
        Include(minimum, maximum);
        (DoubleDouble sum, DoubleDouble squares) = DoubleDouble.Sums(values, _scaled ? Math.ScaleB(1, -LargeExponent) : 1);
        _sum += sum;
        _squares += squares;
    }

    public void Merge(Moments other)
    {
        Count += other.Count;
        Include(other.Minimum, other.Maximum);
        bool rescale = _scaled && !other._scaled;
        _sum += rescale ? other._sum.ScaleB(-LargeExponent) : other._sum;
        _squares += rescale ? other._squares.ScaleB(-2 * LargeExponent) : other._squares;
    }

    public NumericProfile ToProfile(long notFinite, double[] knots, long[] weights, long rankError)
    {
        bool any = Count > 0;
        return new NumericProfile(
            Count, notFinite, any ? Mean() : 0, SquaredDeviations(), any ? Minimum : 0, any ? Maximum : 0, knots, weights, rankError);
    }

    private void Include(double minimum, double maximum)
    {
        Minimum = Math.Min(Minimum, minimum);
        Maximum = Math.Max(Maximum, maximum);
        if (!_scaled && Maximum >= Minimum && Math.Max(Math.Abs(Minimum), Math.Abs(Maximum)) > Large)
        {
            _scaled = true;
            _sum = _sum.ScaleB(-LargeExponent);
            _squares = _squares.ScaleB(-2 * LargeExponent);
        }
    }

    private double Mean() =>
        Math.Clamp(Math.ScaleB((_sum / Count).Value, _scaled ? LargeExponent : 0), Minimum, Maximum);

    // Saturates: squared deviations of values beyond 1e154 have no double.
    private double SquaredDeviations()
    {
        if (Count == 0 || Minimum.Equals(Maximum))
        {
            return 0;
        }

        double deviations = (_squares - (_sum * _sum / Count)).Value;
        return Math.Clamp(Math.ScaleB(deviations, _scaled ? 2 * LargeExponent : 0), 0, double.MaxValue);
    }
}
