using MathNet.Numerics.Distributions;

namespace DataIngestion.Drift;

/// <summary>What the conformance suite cannot show: calibration of simulated p-values, and columns that are no sample of anything.</summary>
public sealed class DistanceTests
{
    private const int Pairs = 200;

    public static TheoryData<string, int, int> Sizes => new()
    {
        { "wasserstein", 100, 100 },
        { "wasserstein", 1_000, 1_000 },
        { "wasserstein", 2_000, 200 },
        { "energy_distance", 100, 100 },
        { "energy_distance", 1_000, 1_000 },
        { "energy_distance", 2_000, 200 },
    };

    public static TheoryData<string> Tests => [.. All().Select(detector => detector.Name)];

    // Of 200 pairs without drift 5 % reject; four standard deviations of that share are 6.2 points.
    [Theory]
    [MemberData(nameof(Sizes))]
    public void PValue_SamplesOfOneDistribution_RejectsAsOftenAsAsked(string test, int n, int m)
    {
        Random random = new(7);
        int rejected = Enumerable.Range(0, Pairs).Count(_ => Named(test).Detect(Normals(random, n, 0), Normals(random, m, 0)).Decided!.PValue <= 0.05);
        ((double)rejected / Pairs).ShouldBeInRange(0.004, 0.112);
    }

    [Theory]
    [InlineData("wasserstein")]
    [InlineData("energy_distance")]
    public void PValue_FarApart_IsFarBelowTheNumberOfSimulations(string test)
    {
        Random random = new(7);
        Named(test).Detect(Normals(random, 1_000, 0), Normals(random, 1_000, 1)).Decided!.PValue!.Value.ShouldBeInRange(double.Epsilon, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public void Detect_ColumnsThatAreNoSample_StatesAFiniteResult(string test)
    {
        IDriftDetector detector = Named(test);
        ColumnProfile constant = Numbers(5, 5, 5);
        ColumnProfile[] columns = detector.AppliesTo(constant)
            ? [Numbers(), constant, Numbers(1), Numbers(-1.7e308, 1.7e308), Numbers(0, 1e-300), Numbers(1, 2, 3)]
            : [Categories(), Categories("a"), Categories("a", "b"), Categories("b", "b", "b")];
        foreach (ColumnProfile reference in columns.Where(detector.AppliesTo))
        {
            foreach (ColumnProfile current in columns)
            {
                DriftStatistic found = detector.Detect(reference, current).Decided!;
                double.IsFinite(found.Statistic).ShouldBeTrue($"{test}: {found}");
                double.IsFinite(found.Effect).ShouldBeTrue($"{test}: {found}");
                (found.PValue is null or (>= 0 and <= 1)).ShouldBeTrue($"{test}: {found}");
            }
        }
    }

    [Fact]
    public void Fisher_ThreeCategories_SaysSoAndFindsNothing()
    {
        DriftStatistic found = Named("fisher_exact").Detect(Categories("a", "b"), Categories("a", "c")).Decided!;
        (found.PValue, found.Note).ShouldBe((null, "New categories: c. Vanished categories: b. The test compares two categories; both sides together have 3."));
    }

    private static IDriftDetector[] All() =>
    [
        .. new DriftBuilder().Wasserstein().EnergyDistance().CramerVonMises().AndersonDarling().JensenShannon().Hellinger()
            .TotalVariation().LikelihoodRatio().FisherExact().Build().Detectors,
    ];

    private static IDriftDetector Named(string name) => All().Single(detector => detector.Name == name);

    private static ColumnProfile Normals(Random random, int count, double mean) => Numbers([.. Enumerable.Range(0, count).Select(_ => Normal.Sample(random, mean, 1))]);

    private static ColumnProfile Numbers(params double[] values)
    {
        double[] sorted = [.. values.Distinct().Order()];
        double mean = values.Length == 0 ? 0 : values.Average(value => value / 2) * 2;
        double squares = Math.Min(double.MaxValue, values.Sum(value => (value - mean) * (value - mean)));
        return new("x", "float64", values.Length, 0)
        {
            Numeric = new(
                values.Length, 0, mean, squares, sorted.FirstOrDefault(), sorted.LastOrDefault(), sorted, Counted(values), 0),
        };
    }

    private static long[] Counted(double[] values) => [.. values.Order().CountBy(value => value).Select(pair => (long)pair.Value)];

    private static ColumnProfile Categories(params string[] values) => new("x", "string", values.Length, 0)
    {
        Categorical = new(new SortedDictionary<string, long>(values.CountBy(value => value).ToDictionary(pair => pair.Key, pair => (long)pair.Value), StringComparer.Ordinal), 0),
    };
}
