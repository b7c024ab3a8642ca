namespace DataIngestion.Validation;

/// <summary>Count, mean and sum of squared differences from the mean, with the extremes. Values that are not finite are only counted.</summary>
/// <remarks>Batches are summed in two steps and joined by the formula of Chan, Golub and LeVeque (1979), which loses no digits where the mean is large.</remarks>
internal struct Moments
{
    private double _squares;

    public Moments()
    {
    }

    public long Count { get; private set; }

    public long NotFinite { get; private set; }

    public double Mean { get; private set; }

    public double Minimum { get; private set; } = double.PositiveInfinity;

    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>The standard deviation of a sample, with n − 1 in the denominator; 0 for fewer than two values.</summary>
    public readonly double StandardDeviation => Count < 2 ? 0 : Math.Sqrt(_squares / (Count - 1));

    public static Moments Of(ReadOnlySpan<double> values)
    {
        Moments moments = new();
        double sum = 0;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                moments.NotFinite++;
                continue;
            }

            moments.Count++;
            sum += value;
            moments.Minimum = Math.Min(moments.Minimum, value);
            moments.Maximum = Math.Max(moments.Maximum, value);
        }

        moments.Mean = moments.Count == 0 ? 0 : sum / moments.Count;
        moments._squares = SquaresAround(moments.Mean, values);
        return moments;
    }

    public void Merge(in Moments later)
    {
        NotFinite += later.NotFinite;
        long count = Count + later.Count;
        if (later.Count > 0)
        {
            double difference = later.Mean - Mean;
            double share = (double)later.Count / count;
            _squares += later._squares + (difference * difference * Count * share);
            Mean += difference * share;
            Minimum = Math.Min(Minimum, later.Minimum);
            Maximum = Math.Max(Maximum, later.Maximum);
        }

        Count = count;
    }

    private static double SquaresAround(double mean, ReadOnlySpan<double> values)
    {
        double squares = 0;
        foreach (double value in values)
        {
            double difference = value - mean;
            squares += double.IsFinite(value) ? difference * difference : 0;
        }

        return squares;
    }
}
