namespace DataIngestion.Drift;

/// <summary>The distinct values of two samples in ascending order, with how often each sample has them.</summary>
internal sealed class PooledSamples
{
    private PooledSamples(double[] values, long[] reference, long[] current, long referenceCount, long currentCount) =>
        (Values, Reference, Current, ReferenceCount, CurrentCount) = (values, reference, current, referenceCount, currentCount);

    public double[] Values { get; }

    public long[] Reference { get; }

    public long[] Current { get; }

    public long ReferenceCount { get; }

    public long CurrentCount { get; }

    public long Count => ReferenceCount + CurrentCount;

    /// <summary>Of exact profiles.</summary>
    public static PooledSamples Of(NumericProfile reference, NumericProfile current)
    {
        ReadOnlySpan<double> first = KnotSpans.Of(reference.Knots);
        ReadOnlySpan<double> second = KnotSpans.Of(current.Knots);
        ReadOnlySpan<long> firstWeights = KnotSpans.Of(reference.Weights);
        ReadOnlySpan<long> secondWeights = KnotSpans.Of(current.Weights);
        List<double> values = new(first.Length + second.Length);
        List<long> counts = new(values.Capacity);
        List<long> others = new(values.Capacity);
        (int i, int j) = (0, 0);
        while (i < first.Length || j < second.Length)
        {
            double value = j == second.Length || (i < first.Length && first[i] <= second[j]) ? first[i] : second[j];
            values.Add(value);
            counts.Add(i < first.Length && first[i] == value ? firstWeights[i++] : 0);
            others.Add(j < second.Length && second[j] == value ? secondWeights[j++] : 0);
        }

        return new([.. values], [.. counts], [.. others], reference.Count, current.Count);
    }

    /// <summary>The greatest distance of the distribution functions: the effect of tests that weigh distances otherwise.</summary>
    public double GreatestDistance()
    {
        double greatest = 0;
        (long first, long second) = (0, 0);
        for (int at = 0; at < Values.Length; at++)
        {
            (first, second) = (first + Reference[at], second + Current[at]);
            greatest = Math.Max(greatest, Math.Abs(((double)first / ReferenceCount) - ((double)second / CurrentCount)));
        }

        return greatest;
    }

    /// <summary>∫ |F − G|^power dx.</summary>
    public double IntegratedDistance(int power)
    {
        double sum = 0;
        (long first, long second) = (0, 0);
        for (int at = 0; at + 1 < Values.Length; at++)
        {
            (first, second) = (first + Reference[at], second + Current[at]);
            double distance = Math.Abs(((double)first / ReferenceCount) - ((double)second / CurrentCount));
            sum += (power == 1 ? distance : distance * distance) * Gap(at);
        }

        return sum;
    }

    /// <summary>How far the next value is. Values at both ends of the range of numbers are further apart than it is wide, and sums of gaps have to stay in it.</summary>
    public double Gap(int at) => Math.Min(Values[at + 1] - Values[at], double.MaxValue / 1e6);
}
