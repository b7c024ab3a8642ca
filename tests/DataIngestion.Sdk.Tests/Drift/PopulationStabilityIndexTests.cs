using CsCheck;
using DataIngestion.Drift;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift;

public sealed class PopulationStabilityIndexTests
{
    [Fact]
    public void Detect_Categories_HasTheHandComputedIndex()
    {
        DriftStatistic actual = Detect(new(), Batches.Categories(("a", 500), ("b", 500)), Batches.Categories(("a", 600), ("b", 400)));

        actual.Statistic.ShouldBe((0.1 * Math.Log(1.2)) - (0.1 * Math.Log(0.8)), 1e-15);
        actual.PValue.ShouldBeNull();
        actual.Threshold.ShouldBe(0.1);
    }

    [Fact]
    public void Detect_EmptyBin_CountsAsTheFloor()
    {
        DriftStatistic actual = Detect(new() { Floor = 0.001 }, Batches.Categories(("a", 1000)), Batches.Categories(("a", 500), ("b", 500)));

        actual.Statistic.ShouldBe((-0.5 * Math.Log(0.5)) + (0.499 * Math.Log(500)), 1e-12);
    }

    [Theory]
    [InlineData(BinEdge.LeftClosed, "(-∞, 2)", "[2, ∞)", 1, 2)]
    [InlineData(BinEdge.RightClosed, "(-∞, 2]", "(2, ∞)", 2, 1)]
    public void Detect_ValueOnAnEdge_GoesWhereTheOptionSays(BinEdge edge, string first, string second, long below, long above)
    {
        DriftStatistic actual = Detect(new() { Bins = 2, Edge = edge }, Batches.Exact(1, 2, 3), Batches.Exact(1, 2, 3));

        actual.Bins.ShouldBe([new(first, below, below), new(second, above, above)]);
        actual.Statistic.ShouldBe(0);
    }

    // χ²(9) has its 95 % point at 16.918977604620448 (scipy.stats.chi2.ppf), χ²(1) at 3.841458820694124.
    [Theory]
    [InlineData(10, 1000, 16.918977604620448)]
    [InlineData(2, 5000, 3.841458820694124)]
    public void Detect_SmallThreshold_IsRaisedToTheNullQuantile(int bins, int rows, double quantile)
    {
        double[] values = [.. Enumerable.Range(0, rows).Select(i => (double)i)];

        DriftStatistic actual = Detect(new() { Bins = bins, Threshold = 0.0001 }, Batches.Exact(values), Batches.Exact(values));

        actual.Threshold.ShouldBe(2.0 / rows * quantile, 1e-9);
        actual.EffectThreshold.ShouldBe(0.0001);
    }

    [Fact]
    public void Detect_ReferenceOfOneValue_SaysThatThereIsOneBin()
    {
        DriftStatistic actual = Detect(new(), Batches.Exact(7, 7, 7), Batches.Exact(1, 2, 3));

        actual.Statistic.ShouldBe(0);
        actual.Bins.ShouldBe([new("(-∞, ∞)", 3, 3)]);
        actual.Note.ShouldNotBeNull().ShouldContain("single bin");
    }

    [Fact]
    public void Detect_ExtremeValues_HasFiniteEdges()
    {
        DriftStatistic actual = Detect(new(), Batches.Exact(-double.MaxValue, double.MaxValue), Batches.Exact(0));

        double.IsFinite(actual.Statistic).ShouldBeTrue();
        actual.Bins.ShouldAllBe(bin => !bin.Label.Contains("NaN"));
    }

    [Fact]
    public void Detect_EmptySide_SaysSo()
    {
        DriftStatistic actual = Detect(new(), Batches.Exact(), Batches.Exact(1));

        (actual.Statistic, actual.Note).ShouldBe((0, "The reference has no value to compare."));
    }

    [Fact]
    public void Detect_AnyProfileSize_HasTheExactIndexAndThresholdWithinItsBounds()
    {
        int bounded = 0;
        Gen.Select(DriftSample.PairOf(Gen.Int[800, 4000]), Gen.Int[2, 12], Gen.Enum<BinEdge>(), Gen.Int[0, 2]).Sample(
            (pair, bins, edge, exactSide) =>
            {
                (double[] x, double[] y, int knots) = pair;
                PopulationStabilityIndexDetector detector = new(new() { Bins = bins, Edge = edge });
                DriftStatistic exact = detector.Detect(Batches.Exact(x), Batches.Exact(y)).Decided!;
                ColumnProfile reference = exactSide == 1 ? Batches.Exact(x) : DriftSample.Profile("x", x, knots);
                ColumnProfile current = exactSide == 2 ? Batches.Exact(y) : DriftSample.Profile("x", y, knots);
                DriftAnswer answer = detector.Detect(reference, current);
                if (answer.Decided is { } actual)
                {
                    double low = actual.Bounds?.LowestStatistic ?? actual.Statistic;
                    double high = actual.Bounds?.HighestStatistic ?? actual.Statistic;
                    exact.Statistic.ShouldBeInRange(low, high);
                    actual.Statistic.ShouldBeInRange(low, high);
                    actual.Threshold.ShouldBe(exact.Threshold, 1e-15);
                    actual.Bins.Count.ShouldBe(exact.Bins.Count);
                    bounded += actual.Bounds is null ? 0 : 1;
                }
            },
            iter: 200, threads: 1);
        bounded.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Detect_ProfileThatLeavesTheNumberOfBinsOpen_NeedsExact()
    {
        // Either all three values are 1 and there is one bin, or the first is less.
        ColumnProfile coarse = new("x", "float64", 3, 0) { Numeric = new(3, 0, 1, 0, 0, 1, [1], [3], 1) };

        new PopulationStabilityIndexDetector(new()).Detect(coarse, Batches.Exact(1)).ShouldBe(DriftAnswer.NeedsExact);
    }

    [Fact]
    public void Checked_OptionsOutOfRange_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DriftBuilder().PopulationStabilityIndex(new() { Bins = 1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => new DriftBuilder().PopulationStabilityIndex(new() { Floor = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => new DriftBuilder().PopulationStabilityIndex(new() { Threshold = -1 }));
    }

    private static DriftStatistic Detect(PopulationStabilityIndexOptions options, ColumnProfile reference, ColumnProfile current) =>
        new PopulationStabilityIndexDetector(options).Detect(reference, current).Decided!;
}
