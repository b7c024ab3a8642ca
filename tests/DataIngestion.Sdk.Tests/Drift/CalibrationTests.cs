using DataIngestion.Drift;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift;

/// <summary>How often the tests reject at 0.05 when nothing drifted: 5,000 seeded runs, standard error 0.003.</summary>
public sealed class CalibrationTests
{
    private const int Runs = 5_000;
    private const double Level = 0.05;

    [Theory]
    [InlineData(100, 100)]
    [InlineData(150, 400)]
    public void KolmogorovSmirnov_NothingDrifted_RejectsAtMostAtItsLevel(int n, int m)
    {
        KolmogorovSmirnovDetector exact = new(new());

        double rate = Rate(random => exact.Detect(Normal(random, n), Normal(random, m)).Decided!.PValue <= Level);

        // The exact law is discrete, so it may reject less often than stated, never more.
        rate.ShouldBeInRange(0.02, 0.055);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(1000, 200)]
    public void KolmogorovSmirnovAsymptotic_NothingDrifted_RejectsAtItsLevel(int n, int m)
    {
        KolmogorovSmirnovDetector asymptotic = new(new() { Method = KolmogorovSmirnovMethod.Asymptotic });

        Rate(random => asymptotic.Detect(Normal(random, n), Normal(random, m)).Decided!.PValue <= Level).ShouldBeInRange(0.03, 0.07);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(1000, 1000)]
    public void ChiSquare_NothingDrifted_RejectsAtItsLevel(int n, int m)
    {
        ChiSquareDetector detector = new(new());

        Rate(random => detector.Detect(Zipf(random, n), Zipf(random, m)).Decided!.PValue <= Level).ShouldBeInRange(0.03, 0.07);
    }

    [Theory]
    [InlineData(100, 100)]
    [InlineData(200, 200)]
    [InlineData(1000, 300)]
    public void PopulationStabilityIndex_NothingDrifted_PassesItsBoundAtItsLevel(int n, int m)
    {
        PopulationStabilityIndexOptions options = new() { Threshold = 0 };
        Random first = new(1);

        // The bound depends on the sizes and hardly on the sample, and simulating it 5,000 times would take minutes.
        double bound = new PopulationStabilityIndexDetector(options).Detect(Normal(first, n), Normal(first, m)).Decided!.Threshold;

        Rate(random => Index(Normal(random, n).Numeric!, Normal(random, m).Numeric!, options) >= bound).ShouldBeInRange(0.03, 0.07);
    }

    private static double Index(NumericProfile reference, NumericProfile current, PopulationStabilityIndexOptions options)
    {
        IReadOnlyList<DriftBin> bins = QuantileBins.Count(reference, current, QuantileBins.InteriorEdges(reference, options.Bins), options.Edge);
        return StabilityIndex.Of([.. bins.Select(bin => (double)bin.Reference)], [.. bins.Select(bin => (double)bin.Current)], options.Floor);
    }

    private static double Rate(Func<Random, bool> rejects)
    {
        Random random = new(20_261_123);
        int rejected = 0;
        for (int run = 0; run < Runs; run++)
        {
            rejected += rejects(random) ? 1 : 0;
        }

        return rejected / (double)Runs;
    }

    private static ColumnProfile Normal(Random random, int count)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return Batches.Exact(values);
    }

    private static ColumnProfile Zipf(Random random, int count)
    {
        double[] cumulated = new double[10];
        double sum = 0;
        for (int i = 0; i < 10; i++)
        {
            cumulated[i] = sum += 1.0 / (i + 1);
        }

        long[] counts = new long[10];
        for (int i = 0; i < count; i++)
        {
            double at = random.NextDouble() * sum;
            counts[Array.FindIndex(cumulated, bound => at < bound)]++;
        }

        return Batches.Categories([.. counts.Select((each, index) => ($"c{index}", each))]);
    }
}
