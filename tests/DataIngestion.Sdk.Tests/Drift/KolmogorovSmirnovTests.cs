using CsCheck;
using DataIngestion.Drift;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift;

public sealed class KolmogorovSmirnovTests
{
    private static readonly KolmogorovSmirnovDetector Detector = new(new());

    // By hand: with n values on each side and D = h/n > 1/2, p = 2 C(2n, n − h) / C(2n, n); scipy has the same fractions.
    [Theory]
    [InlineData(new double[] { 0 }, new double[] { 1 }, 1, 1)]
    [InlineData(new double[] { 1, 3 }, new double[] { 2, 4 }, 0.5, 1)]
    [InlineData(new double[] { 1, 2, 5 }, new double[] { 3, 4, 6 }, 2.0 / 3, 0.6)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 3.5, 4.5, 5.5, 6.5 }, 0.75, 8.0 / 35)]
    public void Detect_SmallSamples_HasTheExactPValue(double[] x, double[] y, double statistic, double p)
    {
        DriftStatistic actual = Detect(x, y);

        actual.Statistic.ShouldBe(statistic, 1e-15);
        actual.PValue!.Value.ShouldBe(p, 1e-14);
    }

    // All C(n+m, n) orders of distinct values, counted one by one.
    [Theory]
    [InlineData(4, 4)]
    [InlineData(3, 5)]
    [InlineData(6, 4)]
    [InlineData(2, 9)]
    [InlineData(1, 7)]
    public void Detect_EveryOrderOfValues_HasThePValueOfTheEnumeration(int n, int m)
    {
        List<double> distances = [];
        List<(double[] X, double[] Y)> samples = [];
        for (int mask = 0; mask < 1 << (n + m); mask++)
        {
            if (int.PopCount(mask) == n)
            {
                double[] x = [.. Enumerable.Range(0, n + m).Where(i => (mask >> i & 1) == 1).Select(i => (double)i)];
                double[] y = [.. Enumerable.Range(0, n + m).Where(i => (mask >> i & 1) == 0).Select(i => (double)i)];
                samples.Add((x, y));
                distances.Add(Distance(x, y));
            }
        }

        foreach ((double[] x, double[] y) in samples)
        {
            DriftStatistic actual = Detect(x, y);
            double share = distances.Count(distance => distance >= actual.Statistic - 1e-9) / (double)distances.Count;
            actual.PValue!.Value.ShouldBe(share, 1e-13);
        }
    }

    [Fact]
    public void Detect_AnySamples_HasTheDistanceOfTheScalarReference() =>
        Gen.Select(Gen.Int[-8, 8].Array[1, 60], Gen.Int[-8, 8].Array[1, 60]).Sample(
            (a, b) =>
            {
                double[] x = [.. a.Select(value => value / 2.0)];
                double[] y = [.. b.Select(value => value / 2.0)];
                DriftStatistic forward = Detect(x, y);
                DriftStatistic backward = Detect(y, x);

                forward.Statistic.ShouldBe(Distance(x, y), 1e-14);
                backward.Statistic.ShouldBe(forward.Statistic);
                backward.PValue.ShouldBe(forward.PValue);
                forward.PValue!.Value.ShouldBeInRange(0, 1);
            },
            iter: 500, threads: 1);

    [Fact]
    public void Detect_ProfileOfTheOnePass_EqualsTheExactProfile()
    {
        double[] x = [.. Enumerable.Range(0, 5000).Select(i => (double)(i * 31 % 1000))];
        double[] y = [.. Enumerable.Range(0, 4000).Select(i => (double)(i * 17 % 900))];
        ColumnProfile a = new("x", "float64", x.Length, 0) { Numeric = Batches.Sketch(x) };
        ColumnProfile b = new("x", "float64", y.Length, 0) { Numeric = Batches.Sketch(y) };

        DriftStatistic sketched = Detector.Detect(a, b).Decided!;
        DriftStatistic exact = Detect(x, y);

        sketched.ShouldBe(exact with { Bins = sketched.Bins });
    }

    // By hand: three values of which one or two may be above 1, against one that is not.
    [Fact]
    public void Detect_ProfileWithRankError_StatesTheBounds()
    {
        ColumnProfile coarse = new("x", "float64", 3, 0) { Numeric = new(3, 0, 1, 0, 1, 2, [1], [3], 1) };

        DriftStatistic actual = Detector.Detect(coarse, Batches.Exact(1)).Decided!;

        actual.Statistic.ShouldBe(0);
        actual.Bounds.ShouldBe(new(0, 1 / 3.0, 0, 1 / 3.0) { LowestPValue = 1 - 1e-9, HighestPValue = 1 });
        Detector.Detect(Batches.Exact(1), coarse).Decided!.Bounds.ShouldBe(actual.Bounds);
    }

    [Fact]
    public void Detect_AnyProfileSize_HasTheExactStatisticAndPValueWithinItsBounds() =>
        DriftSample.Pair.Sample(
            (x, y, knots) =>
            {
                DriftStatistic exact = Detect(x, y);
                DriftAnswer answer = Detector.Detect(DriftSample.Profile("x", x, knots), DriftSample.Profile("x", y, knots));
                if (answer.Decided?.Bounds is not { } bounds)
                {
                    (answer.Decided?.Statistic ?? exact.Statistic).ShouldBe(exact.Statistic);
                    return;
                }

                exact.Statistic.ShouldBeInRange(bounds.LowestStatistic, bounds.HighestStatistic);
                exact.PValue!.Value.ShouldBeInRange(bounds.LowestPValue!.Value, bounds.HighestPValue!.Value);
                answer.Decided.Statistic.ShouldBeInRange(bounds.LowestStatistic, bounds.HighestStatistic);
            },
            iter: 400, threads: 1);

    [Fact]
    public void Detect_LargeUnequalSamplesUnderTheExactLaw_NeedsExact()
    {
        double[] x = [.. Enumerable.Range(0, 9000).Select(i => i / 7.0)];
        double[] y = [.. Enumerable.Range(0, 8000).Select(i => i / 9.0)];

        Detector.Detect(DriftSample.Profile("x", x, 64), DriftSample.Profile("x", y, 64)).ShouldBe(DriftAnswer.NeedsExact);
    }

    [Theory]
    [InlineData(new double[0], new double[] { 1 }, "The reference has no value to compare.")]
    [InlineData(new double[] { 1 }, new double[] { double.NaN }, "The delivery has no value to compare.")]
    [InlineData(new double[0], new double[0], "Neither the reference nor the delivery has a value to compare.")]
    public void Detect_EmptySide_SaysSo(double[] x, double[] y, string note)
    {
        DriftStatistic actual = Detect(x, y);

        actual.Note.ShouldBe(note);
        actual.PValue.ShouldBeNull();
        actual.Statistic.ShouldBe(0);
    }

    [Fact]
    public void Detect_ExactOfHugeSamples_FallsBackAndSaysSo()
    {
        ColumnProfile a = new("x", "float64", 3_000_000, 0) { Numeric = new(3_000_000, 0, 0, 0, 0, 1, [0, 1], [1_000_000, 2_000_000], 0) };
        ColumnProfile b = new("x", "float64", 2_000_000, 0) { Numeric = new(2_000_000, 0, 0, 0, 0, 1, [0, 1], [1_000_000, 1_000_000], 0) };
        KolmogorovSmirnovDetector exact = new(new() { Method = KolmogorovSmirnovMethod.Exact });

        DriftStatistic actual = exact.Detect(a, b).Decided!;

        actual.Statistic.ShouldBe(1.0 / 6, 1e-15);
        actual.Note.ShouldNotBeNull().ShouldContain("asymptotic");
        actual.PValue.ShouldBe(0);
    }

    [Fact]
    public void Checked_OptionsOutOfRange_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DriftBuilder().KolmogorovSmirnov(new() { Significance = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => new DriftBuilder().KolmogorovSmirnov(new() { MinimumStatistic = double.NaN }));
        Should.Throw<ArgumentOutOfRangeException>(() => new DriftBuilder().KolmogorovSmirnov(new() { Method = (KolmogorovSmirnovMethod)9 }));
    }

    private static DriftStatistic Detect(double[] x, double[] y) => Detector.Detect(Batches.Exact(x), Batches.Exact(y)).Decided!;

    private static double Distance(double[] x, double[] y) =>
        x.Concat(y).Max(at => Math.Abs((x.Count(value => value <= at) / (double)x.Length) - (y.Count(value => value <= at) / (double)y.Length)));
}
