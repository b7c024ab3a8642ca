using System.Globalization;
using CsCheck;
using DataIngestion.Drift;
using DataIngestion.Profiles;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift;

/// <summary>Decisions from profiles are those of the tests on the rows, whatever the size of the profiles.</summary>
public sealed class ExactDecisionTests(ITestOutputHelper output)
{
    // Thresholds are put on the exact result of the first pair, next to it, and elsewhere, so that bounds often contain them.
    private static readonly Gen<double> Nudge =
        Gen.Int[0, 8].Select(i => new[] { 1, 1 - 1e-12, 1 + 1e-12, 0.999, 1.001, 0.9, 1.1, 0.3, 3 }[i]);

    [Fact]
    public void EvaluateAsync_KolmogorovSmirnovOfAnyPairs_DecidesAsTheExactTest() =>
        ShouldDecideAsExact(DriftSample.Pair, 400, (pair, nudge, otherNudge, method) => new DriftBuilder().KolmogorovSmirnov(Options(pair, nudge, otherNudge, method)));

    // With fewer rows the bound of the index is simulated, which always takes the rows.
    [Fact]
    public void EvaluateAsync_StabilityIndexOfLargerPairs_DecidesAsTheExactTest() =>
        ShouldDecideAsExact(
            DriftSample.PairOf(Gen.Int[1000, 3000]), 150, (pair, _, nudge, _) => new DriftBuilder().PopulationStabilityIndex(new() { Threshold = Index(pair) * nudge }));

    [Fact]
    public void EvaluateAsync_BothTests_DecideAsTheExactTests() =>
        ShouldDecideAsExact(
            DriftSample.PairOf(Gen.Int[1000, 3000]),
            60,
            (pair, nudge, otherNudge, _) => new DriftBuilder()
                .KolmogorovSmirnov(Options(pair, nudge, otherNudge, KolmogorovSmirnovMethod.Asymptotic))
                .PopulationStabilityIndex(new() { Threshold = Index(pair) * nudge }));

    // How often a second read is needed is a property of the profiles; the numbers in the documentation come from here.
    [Theory]
    [InlineData("no drift, default effect bound", 0, 0.1, 0, 0)]
    [InlineData("no drift, p-value alone", 0, 0, 0, 20)]
    [InlineData("small shift, p-value alone", 0.01, 0, 0, 45)]
    [InlineData("shift near the effect bound", 0.1, 0.1, 0, 15)]
    [InlineData("large shift, default effect bound", 0.3, 0.1, 0, 0)]
    public void Undecided_RandomPairs_SecondReadsAreRare(string name, double shift, double effect, int least, int most)
    {
        // The rank error is to the critical distance, which falls with the root of the rows, as with a million rows in 8,192 knots.
        const int Knots = QuantileSketch.DefaultKnots / 8;
        const int Rows = 1_000_000 / 64;
        const int Pairs = 100;
        int reads = 0;
        for (int seed = 0; seed < Pairs; seed++)
        {
            double[] x = DriftSample.Values("continuous", Rows, 0, 2 * seed);
            double[] y = DriftSample.Values("continuous", Rows, shift, (2 * seed) + 1);
            DriftFindings findings = new(new DriftBuilder().KolmogorovSmirnov(new() { MinimumStatistic = effect }).PopulationStabilityIndex().Build());
            bool bounded = findings.TryAdd(new(DriftKind.Covariate, DriftSample.Profile("x", x, Knots), DriftSample.Profile("x", y, Knots)));
            reads += !bounded || findings.Undecided(new HashSet<string>()) is not null ? 1 : 0;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {reads} second reads for {Pairs} pairs of {Rows} rows in {Knots} knots"));
        reads.ShouldBeInRange(least, most);
    }

    private void ShouldDecideAsExact(
        Gen<(double[] X, double[] Y, int Knots)> pair,
        int iterations,
        Func<(double[] X, double[] Y, int Knots), double, double, KolmogorovSmirnovMethod, DriftBuilder> builder)
    {
        int columns = 0;
        int reads = 0;
        int drifted = 0;
        Gen.Select(pair.Array[1, 3], Nudge, Nudge, Gen.Enum<KolmogorovSmirnovMethod>(), Gen.Enum<MultipleTestCorrection>()).Sample(
            (pairs, nudge, otherNudge, method, correction) =>
            {
                DriftPlan plan = builder(pairs[0], nudge, otherNudge, method).Correction(correction).MinimumRows(5).Build();
                ColumnPair[] exact = [.. pairs.Select((pair, i) => Exact(Name(i), pair.X, pair.Y))];
                DriftFindings findings = new(plan);
                Array.ForEach(exact, findings.Add);
                DriftReport expected = findings.Report(null, null, []);

                DriftReport actual = Evaluate(plan, pairs, exact, () => reads++);

                actual.Results.Select(result => (result.Column, result.Test, result.Drifted))
                    .ShouldBe(expected.Results.Select(result => (result.Column, result.Test, result.Drifted)));
                actual.Drifted.ShouldBe(expected.Drifted);
                columns += pairs.Length;
                drifted += expected.Results.Count(result => result.Drifted);
            },
            iter: iterations, threads: 1);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{columns} columns with thresholds near their results, {drifted} findings, {reads / 2} second reads"));
        reads.ShouldBeInRange(2, (2 * columns) - 2);
        drifted.ShouldBeGreaterThan(5);
    }

    private static KolmogorovSmirnovOptions Options((double[] X, double[] Y, int Knots) pair, double nudge, double otherNudge, KolmogorovSmirnovMethod method)
    {
        DriftStatistic distance = new KolmogorovSmirnovDetector(new() { Method = method }).Detect(Batches.Exact(pair.X), Batches.Exact(pair.Y)).Decided!;
        return new()
        {
            Method = method,
            Significance = Math.Clamp(distance.PValue!.Value * nudge, 1e-12, 0.999),
            // One of the two bounds close to the result is enough to leave the decision open.
            MinimumStatistic = otherNudge < 1 ? 0 : distance.Statistic * otherNudge,
        };
    }

    private static double Index((double[] X, double[] Y, int Knots) pair) =>
        new PopulationStabilityIndexDetector(new()).Detect(Batches.Exact(pair.X), Batches.Exact(pair.Y)).Decided!.Statistic;

    private static DriftReport Evaluate(DriftPlan plan, (double[] X, double[] Y, int Knots)[] pairs, ColumnPair[] exact, Action onRead)
    {
        DatasetProfile reference = new(0, [.. pairs.Select((pair, i) => DriftSample.Profile(Name(i), pair.X, pair.Knots))]);
        DatasetProfile current = new(0, [.. pairs.Select((pair, i) => DriftSample.Profile(Name(i), pair.Y, pair.Knots))]);
        Task<DriftReport> report = DriftEvaluation.EvaluateAsync(
            plan,
            null,
            reference,
            current,
            (column, side, _) =>
            {
                onRead();
                ColumnPair pair = exact.First(pair => pair.Reference.Name == column);
                return ValueTask.FromResult(side == DriftSide.Reference ? pair.Reference : pair.Current);
            },
            TestContext.Current.CancellationToken).AsTask();
        report.IsCompletedSuccessfully.ShouldBeTrue();
        return report.Result;
    }

    private static ColumnPair Exact(string name, double[] x, double[] y) =>
        new(DriftKind.Covariate, Batches.Exact(x) with { Name = name }, Batches.Exact(y) with { Name = name });

    private static string Name(int column) => "column " + column.ToString(CultureInfo.InvariantCulture);
}
