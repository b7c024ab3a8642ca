using DataIngestion.Drift;
using DataIngestion.Profiles;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift;

public sealed class DriftEvaluationTests
{
    private static readonly double[] Flat = [.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)];

    [Fact]
    public async Task EvaluateAsync_SameData_DoesNotDrift()
    {
        DatasetProfile profile = Dataset(Numeric("a", Flat), Text("b", ("x", 500), ("y", 500)));

        DriftReport report = await Evaluate(new DriftBuilder(), profile, profile);

        report.Drifted.ShouldBeFalse();
        report.ReferenceVersion.ShouldBe(7);
        report.Note.ShouldBeNull();
        report.Results.Select(result => (result.Column, result.Test)).ShouldBe([
            ("a", "kolmogorov_smirnov"), ("a", "population_stability_index"), ("b", "population_stability_index"), ("b", "chi_square")]);
        report.Results.ShouldAllBe(result => result.Kind == DriftKind.Covariate && !result.Drifted);
    }

    [Fact]
    public async Task EvaluateAsync_ShiftedColumns_NamesThem()
    {
        DatasetProfile reference = Dataset(Numeric("a", Flat), Numeric("same", Flat), Text("b", ("x", 500), ("y", 500)), Text("target", ("0", 900), ("1", 100)));
        DatasetProfile current = Dataset(
            Numeric("a", [.. Flat.Select(value => value + 0.3)]), Numeric("same", Flat), Text("b", ("x", 300), ("y", 700)), Text("target", ("0", 700), ("1", 300)));

        DriftReport report = await Evaluate(new DriftBuilder().Target("target"), reference, current);

        report.Drifted.ShouldBeTrue();
        report.Results.Where(result => result.Drifted).Select(result => (result.Column, result.Kind, result.Test)).ShouldBe([
            ("a", DriftKind.Covariate, "kolmogorov_smirnov"),
            ("a", DriftKind.Covariate, "population_stability_index"),
            ("b", DriftKind.Covariate, "population_stability_index"),
            ("b", DriftKind.Covariate, "chi_square"),
            ("target", DriftKind.Prior, "population_stability_index"),
            ("target", DriftKind.Prior, "chi_square")]);
    }

    [Fact]
    public async Task EvaluateAsync_SignificantButSmall_DoesNotDrift()
    {
        double[] many = [.. Enumerable.Range(0, 2000).SelectMany(i => Enumerable.Repeat(i / 2000.0, 50))];
        DatasetProfile current = Dataset(Numeric("a", [.. many.Select(value => value + 0.05)]));

        DriftReport report = await Evaluate(new DriftBuilder().KolmogorovSmirnov(), Dataset(Numeric("a", many)), current);

        DriftResult result = report.Results.Single();
        result.AdjustedPValue!.Value.ShouldBeLessThan(1e-10);
        result.Statistic.Effect.ShouldBe(0.05, 1e-3);
        result.Drifted.ShouldBeFalse();
    }

    // Two tests of one family: Bonferroni doubles, none does not; the target is a family of its own.
    [Fact]
    public async Task EvaluateAsync_Correction_CountsTheColumnsOfOneTestAndKind()
    {
        DatasetProfile reference = Dataset(Numeric("a", Flat), Numeric("b", Flat), Numeric("t", Flat));
        DatasetProfile current = Dataset(Numeric("a", Shift(0.05)), Numeric("b", Shift(0.06)), Numeric("t", Shift(0.05)));
        DriftBuilder builder = new DriftBuilder().Target("t").KolmogorovSmirnov().Correction(MultipleTestCorrection.Bonferroni);

        DriftReport report = await Evaluate(builder, reference, current);

        foreach (DriftResult result in report.Results)
        {
            result.AdjustedPValue!.Value.ShouldBe(Math.Min(1, result.Statistic.PValue!.Value * (result.Kind == DriftKind.Prior ? 1 : 2)), 1e-15);
        }
    }

    [Fact]
    public async Task EvaluateAsync_TooFewValues_ReportsWithoutJudging()
    {
        DatasetProfile reference = Dataset(Numeric("a", Flat), Numeric("b", Flat));
        DatasetProfile current = Dataset(Numeric("a", [5, 6, 7]), Numeric("b", Shift(0.02)));

        DriftReport report = await Evaluate(new DriftBuilder().KolmogorovSmirnov(), reference, current);

        report.Drifted.ShouldBeFalse();
        report.Results[0].Statistic.Statistic.ShouldBe(1);
        report.Results[0].AdjustedPValue.ShouldBeNull();
        report.Results[0].Statistic.Note.ShouldBe("Not judged: fewer than 30 values on one side.");
        report.Results[1].AdjustedPValue.ShouldBe(report.Results[1].Statistic.PValue);
        (await Evaluate(new DriftBuilder().KolmogorovSmirnov().MinimumRows(3), reference, current)).Drifted.ShouldBeTrue();
    }

    [Fact]
    public async Task EvaluateAsync_DecisionWithinTheBounds_ReadsThatColumnOncePerSide()
    {
        Random random = new(1);
        double[] fine = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
        double[] other = [.. fine.Select(value => value + 0.1)];
        DatasetProfile reference = Dataset(Numeric("far", fine), Numeric("near", fine), Numeric("exact", Flat));
        DatasetProfile current = Dataset(Numeric("far", fine), Numeric("near", other), Numeric("exact", Flat));
        List<(string, DriftSide)> reads = [];

        // The distance is about the share that the shift moves past an end.
        DriftReport report = await DriftEvaluation.EvaluateAsync(
            new DriftBuilder().KolmogorovSmirnov(new() { MinimumStatistic = Distance(fine, other) }).PopulationStabilityIndex().Build(),
            7,
            reference,
            current,
            (column, side, _) =>
            {
                reads.Add((column, side));
                return ValueTask.FromResult(Batches.Exact(side == DriftSide.Reference ? fine : other) with { Name = column });
            },
            TestContext.Current.CancellationToken);

        reads.ShouldBe([("near", DriftSide.Reference), ("near", DriftSide.Current)]);
        report.Results.Select(result => (result.Column, result.Statistic.Bounds is null)).ShouldBe(
            [("far", false), ("far", false), ("near", true), ("near", true), ("exact", true), ("exact", true)]);
        report.Results.Where(result => result.Drifted).Select(result => (result.Column, result.Test)).ShouldContain(("near", "kolmogorov_smirnov"));
    }

    [Fact]
    public async Task EvaluateAsync_ColumnsOfOneSide_AreNoted()
    {
        DatasetProfile reference = Dataset(Numeric("gone", Flat), Numeric("kept", Flat), Numeric("retyped", Flat));
        DatasetProfile current = Dataset(Numeric("kept", Flat), Text("retyped", ("a", 1)), Numeric("new", Flat));

        DriftReport report = await Evaluate(new DriftBuilder().Target("label"), reference, current);

        report.Note.ShouldBe(
            "Not compared, only in the reference: gone. Not compared, only in the delivery: new. "
            + "Not compared, of another kind in the delivery: retyped. Named in the settings, but on neither side: label.");
        report.Results.ShouldAllBe(result => result.Column == "kept");
    }

    [Fact]
    public async Task EvaluateAsync_OnlyAndExclude_LeaveTheTargetIn()
    {
        DatasetProfile profile = Dataset(Numeric("a", Flat), Numeric("b", Flat), Numeric("t", Flat));

        DriftReport only = await Evaluate(new DriftBuilder().Only("a").Target("t"), profile, profile);
        DriftReport exclude = await Evaluate(new DriftBuilder().Exclude("a", "t").Target("t"), profile, profile);

        only.Results.Select(result => result.Column).Distinct().ShouldBe(["a", "t"]);
        exclude.Results.Select(result => result.Column).Distinct().ShouldBe(["b", "t"]);
    }

    [Fact]
    public async Task EvaluateAsync_DegenerateColumns_AreStatedAndFinite()
    {
        DatasetProfile reference = Dataset(
            Numeric("constant", [.. Flat.Select(_ => 1.0)]), Numeric("infinite", [double.PositiveInfinity, double.NaN]), Numeric("one", [1]), Text("empty"));
        DatasetProfile current = Dataset(
            Numeric("constant", [.. Flat.Select(_ => 2.0)]), Numeric("infinite", Flat), Numeric("one", [2]), Text("empty", ("a", 50)));

        DriftReport report = await Evaluate(new DriftBuilder(), reference, current);

        report.Results.Count.ShouldBe(8);
        report.Results.ShouldAllBe(result => double.IsFinite(result.Statistic.Statistic) && double.IsFinite(result.Statistic.Effect)
            && double.IsFinite(result.Statistic.Threshold) && (result.AdjustedPValue ?? 0) >= 0);
        report.Results.Where(result => result.Drifted).Select(result => (result.Column, result.Test)).ShouldBe([("constant", "kolmogorov_smirnov")]);
        report.Results.Where(result => result.Column != "constant").ShouldAllBe(result => result.Statistic.Note != null);
    }

    [Fact]
    public async Task EvaluateAsync_Significance_ReplacesTheBoundsOnPValues()
    {
        DatasetProfile profile = Dataset(Numeric("a", Flat));

        DriftReport report = await Evaluate(new DriftBuilder().Significance(0.001), profile, profile);

        report.Results.Select(result => result.Statistic.Threshold).ShouldBe([0.001, 0.1]);
    }

    [Fact]
    public async Task EvaluateAsync_DetectorThatNeverDecides_Throws()
    {
        DatasetProfile profile = Dataset(Numeric("a", Flat));

        await Should.ThrowAsync<InvalidOperationException>(async () => await DriftEvaluation.EvaluateAsync(
            new DriftBuilder().Add(new Undecided()).Build(), 1, profile, profile, (_, _, _) => ValueTask.FromResult(profile.Columns[0]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Build_Defaults_AreTheThreeTestsAndHold()
    {
        DriftPlan plan = new DriftBuilder().Build();

        plan.Detectors.Select(detector => detector.Name).ShouldBe(["kolmogorov_smirnov", "population_stability_index", "chi_square"]);
        (plan.OnDrift, plan.MinimumRows, plan.AgainstWholeVersion, plan.Correction)
            .ShouldBe((DriftAction.Hold, 30, false, MultipleTestCorrection.BenjaminiHochberg));
        new DriftBuilder().AgainstWholeVersion().OnDrift(DriftAction.Warn).Build().ShouldSatisfyAllConditions(
            other => other.AgainstWholeVersion.ShouldBeTrue(), other => other.OnDrift.ShouldBe(DriftAction.Warn));
    }

    [Fact]
    public void Build_Contradictions_Throw()
    {
        Should.Throw<InvalidOperationException>(() => new DriftBuilder().Only("a").Exclude("a").Build()).Message.ShouldContain("'a'");
        Should.Throw<ArgumentException>(() => new DriftBuilder().ChiSquare().ChiSquare());
        Should.Throw<ArgumentException>(() => new DriftBuilder().Only());
        Should.Throw<ArgumentException>(() => new DriftBuilder().Target(""));
        Should.Throw<ArgumentOutOfRangeException>(() => new DriftBuilder().MinimumRows(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new DriftBuilder().Significance(1));
    }

    private static double Distance(double[] x, double[] y) => new KolmogorovSmirnovDetector(new()).Detect(Batches.Exact(x), Batches.Exact(y)).Decided!.Statistic;

    private static double[] Shift(double by) => [.. Flat.Select(value => value + by)];

    private static ColumnProfile Numeric(string name, double[] values) => new(name, "float64", values.Length, 0) { Numeric = Batches.Sketch(values) };

    private static ColumnProfile Text(string name, params (string, long)[] counts) => Batches.Categories(counts) with { Name = name };

    private static DatasetProfile Dataset(params ColumnProfile[] columns) => new(columns.Max(column => column.Rows), columns);

    private static ValueTask<DriftReport> Evaluate(DriftBuilder builder, DatasetProfile reference, DatasetProfile current) =>
        DriftEvaluation.EvaluateAsync(
            builder.Build(),
            7,
            reference,
            current,
            (column, side, _) => throw new InvalidOperationException($"No exact read of {column} {side} was expected."),
            TestContext.Current.CancellationToken);

    private sealed class Undecided : IDriftDetector
    {
        public string Name => "undecided";

        public bool AppliesTo(ColumnProfile profile) => true;

        public DriftAnswer Detect(ColumnProfile reference, ColumnProfile current) => DriftAnswer.NeedsExact;
    }
}
