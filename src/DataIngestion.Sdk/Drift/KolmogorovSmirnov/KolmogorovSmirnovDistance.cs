namespace DataIngestion.Drift;

/// <summary>The greatest distance of two empirical distribution functions, as a fraction of whole numbers so that it is exact.</summary>
/// <param name="FirstCount">The size n of the first sample.</param>
/// <param name="SecondCount">The size m of the second sample.</param>
/// <param name="Steps">The distance in units of 1 / lcm(n, m).</param>
internal readonly record struct KolmogorovSmirnovDistance(long FirstCount, long SecondCount, Int128 Steps)
{
    public double Value => (double)Steps / ((double)FirstCount * (SecondCount / (double)Divisor));

    public long Divisor => Gcd(FirstCount, SecondCount);

    public static KolmogorovSmirnovDistance Between(NumericProfile first, NumericProfile second)
    {
        long divisor = Gcd(first.Count, second.Count);
        Int128 firstStep = second.Count / divisor;
        Int128 secondStep = first.Count / divisor;
        Int128 difference = 0;
        Int128 largest = 0;
        int i = 0;
        int j = 0;
        while (i < first.Knots.Count && j < second.Knots.Count)
        {
            double at = Math.Min(first.Knots[i], second.Knots[j]);
            while (i < first.Knots.Count && first.Knots[i] <= at)
            {
                difference += firstStep * first.Weights[i++];
            }

            while (j < second.Knots.Count && second.Knots[j] <= at)
            {
                difference -= secondStep * second.Weights[j++];
            }

            largest = Int128.Max(largest, Int128.Abs(difference));
        }

        return new(first.Count, second.Count, largest);
    }

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
