using System.Globalization;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Pipelines;

/// <summary>Figures that are kept with each run, and checks that compare a figure with its past.</summary>
public sealed class HistoryChecksTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChangeAtMost_OverSeveralVersions_ComparesWithThePublishedOneBefore()
    {
        using TestLake lake = new();
        DataPipeline pipeline = Pipeline(lake, rules => rules.ChangeAtMost(Figure.Mean("amount"), 0.1));

        // The means are 20, 22 (a tenth more), 25 (held: 25/22 is 13.6 % more), 24 (9.1 % more than 22, the last that was published).
        (await DeliverAsync(lake, pipeline, "a", 10, 30)).Message.ShouldEndWith("it is 20; no earlier run has it, so there is nothing to compare with.");
        (await DeliverAsync(lake, pipeline, "b", 22, 22)).Message.ShouldEndWith("it is 22; it was 20.");
        ValidationResult third = await DeliverAsync(lake, pipeline, "c", 20, 30);
        third.Passed.ShouldBeFalse();
        third.Message.ShouldBe("Expected mean(amount) to change by at most 10%; it is 25; it was 22.");
        await pipeline.DiscardAsync((await lake.Table.GetHistoryAsync(Cancel))[0].RunId, "too high", Cancel);
        ValidationResult fourth = await DeliverAsync(lake, pipeline, "d", 24, 24);
        fourth.Passed.ShouldBeTrue(fourth.Message);
        fourth.Message.ShouldEndWith("it is 24; it was 22.");
    }

    [Fact]
    public async Task WithinDeviations_OverSeveralVersions_JudgesByMeanAndSampleDeviationOfTheLastRuns()
    {
        using TestLake lake = new();
        DataPipeline pipeline = Pipeline(lake, rules => rules.WithinDeviations(Figure.Sum("amount"), 2, runs: 3));
        (await DeliverAsync(lake, pipeline, "a", 999)).Message.ShouldContain("0 earlier runs have it and 3 are needed");
        await DeliverAsync(lake, pipeline, "b", 20);
        await DeliverAsync(lake, pipeline, "c", 22);
        (await DeliverAsync(lake, pipeline, "d", 700)).Passed.ShouldBeTrue("999, 20 and 22 are 347 on average with a standard deviation of 564.64");

        // numpy: mean and std(ddof=1) of [20, 22, 700] are 247.33 and 392.03, so up to 1031.4 passes; of [22, 700, 1031] they are 584.3 and 514.3.
        (await DeliverAsync(lake, pipeline, "e", 1031)).Passed.ShouldBeTrue();
        ValidationResult last = await DeliverAsync(lake, pipeline, "f", 1614);
        last.Passed.ShouldBeFalse(last.Message);
        last.Message.ShouldContain("in 3 runs it was 584.33");
    }

    [Fact]
    public async Task Run_FiguresOfRules_AreKeptInRecordTableAndMetadata()
    {
        using TestLake lake = new();
        await using SqliteMetadataStore metadata = SqliteMetadataStore.Open(Path.Combine(lake.Folder, "history.db"));
        DataPipeline pipeline = lake.Pipeline()
            .Validate(rules => rules
                .MeanBetween("amount", 0, null).ChangeAtMost(Figure.Rows, 5)
                .MaximumBetween("amount", 0, null).Where(row => row["amount"] < 20L))
            .TrackIn(metadata).Build();
        lake.Deliver("a.csv", "id,amount\n1,10\n2,30\n");
        RunRecord run = (await pipeline.RunAsync(Cancel)).Runs.ShouldHaveSingleItem();
        string condition = run.Validation[^1].Check.Split(" where ")[1];
        run.Metrics.ShouldBe(new Dictionary<string, double> { ["mean(amount)"] = 20, ["rows"] = 2, [$"maximum(amount) where {condition}"] = 10 }, ignoreOrder: true);
        (await metadata.GetRunsAsync(run.Table, cancellationToken: Cancel)).ShouldHaveSingleItem().Metrics.ShouldBe(run.Metrics, ignoreOrder: true);
    }

    [Fact]
    public async Task ChangeAtMost_UnderACondition_ComparesTheFigureOfTheSameRows()
    {
        using TestLake lake = new();
        DataPipeline pipeline = Pipeline(lake, rules => rules.ChangeAtMost(Figure.Mean("amount"), 0).Where(row => row["amount"] < 50L));
        await DeliverAsync(lake, pipeline, "a", 10, 30, 400);
        (await DeliverAsync(lake, pipeline, "b", 20, 20, 99)).Passed.ShouldBeTrue();
        (await DeliverAsync(lake, pipeline, "c", 20, 21, 99)).Passed.ShouldBeFalse();
    }

    [Fact]
    public void ChangeAtMost_MaskedColumn_IsRefusedWhenThePipelineIsBuilt()
    {
        using TestLake lake = new();
        DataPipelineBuilder builder = lake.Pipeline()
            .WithContract(contract => contract.Column("id", ColumnType.Int64).Column("zip", ColumnType.Int64))
            .Mask(mask => mask.Drop("zip"))
            .Validate(rules => rules.ChangeAtMost(Figure.Mean("zip"), 0.1));
        Should.Throw<ArgumentException>(builder.Build).Message.ShouldContain("change_at_most(mean(zip), 0.1)");
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(-10, -11, true)]
    [InlineData(-10, -12, false)]
    [InlineData(10, -10, false)]
    public async Task ChangeAtMost_WithoutAPipeline_IsRelativeToTheMagnitudeBefore(double before, double now, bool passes)
    {
        ValidationReport report = await DataValidation.CheckRowsAsync(
            [Batches.Of(("x", Batches.Float64(now)))],
            (rules, _) => rules.ChangeAtMost(Figure.Mean("x"), 0.15),
            new ValidationOptions { Past = [new("earlier", DateTimeOffset.UnixEpoch, new Dictionary<string, double> { ["mean(x)"] = before })] },
            Cancel);
        report.Passed.ShouldBe(passes);
        report.Figures.ShouldBe(new Dictionary<string, double> { ["mean(x)"] = now });
    }

    [Fact]
    public async Task ChangeAtMost_NoValueNow_Fails()
    {
        ValidationReport report = await DataValidation.CheckRowsAsync(
            [Batches.Of(("x", Batches.Float64(null, null)))], (rules, _) => rules.ChangeAtMost(Figure.Mean("x"), 1), null, Cancel);
        report.Passed.ShouldBeFalse();
        report.Figures.ShouldBeEmpty();
    }

    [Fact]
    public void Arguments_OutOfRange_AreRefused()
    {
        ValidationBuilder rules = new();
        Should.Throw<ArgumentOutOfRangeException>(() => rules.ChangeAtMost(Figure.Rows, -0.1));
        Should.Throw<ArgumentOutOfRangeException>(() => rules.ChangeAtMost(Figure.Rows, double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => rules.WithinDeviations(Figure.Rows, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => rules.WithinDeviations(Figure.Rows, 2, runs: 1));
        Should.Throw<ArgumentOutOfRangeException>(() => rules.WithinDeviations(Figure.Rows, 2, runs: 3, minimumRuns: 4));
        Should.Throw<ArgumentOutOfRangeException>(() => Figure.QuantileOf("x", 1.1));
    }

    private static DataPipeline Pipeline(TestLake lake, Action<ValidationBuilder> rules) => lake.Pipeline().Validate(rules).Build();

    private static async Task<ValidationResult> DeliverAsync(TestLake lake, DataPipeline pipeline, string name, params long[] amounts)
    {
        lake.Deliver(name + ".csv", "id,amount\n" + string.Concat(amounts.Select((amount, id) => string.Create(CultureInfo.InvariantCulture, $"{id},{amount}\n"))));
        PipelineResult result = await pipeline.RunAsync(Cancel);
        return result.Runs.ShouldHaveSingleItem().Validation[^1];
    }
}
