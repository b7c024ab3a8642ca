using System.Globalization;
using System.Text;

namespace DataIngestion.Pipelines;

/// <summary>Rules that name their failing rows only after all rows were seen.</summary>
public sealed class SecondPassTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int, long> Runs => new() { { 1, 0L }, { 1, 1L << 30 }, { 4, 0L }, { 4, 1L << 30 } };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task RunAsync_EveryDuplicateUnderQuarantine_QuarantinesWholeGroups(int degree, long budget)
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,30\n2,31\n1,32\n,5\n");
        lake.Deliver("b.csv", "id,age\n3,33\n2,34\n,6\n1,35\n");
        DataPipeline pipeline = Pipeline(lake, degree, budget, rules => rules.Unique(["id"], DuplicateRows.All).Quarantine().Range("age", 0, 33).Quarantine());
        RunRecord run = (await pipeline.RunAsync(Cancel)).Runs.ShouldHaveSingleItem();

        run.Status.ShouldBe(RunStatus.Published);
        run.Rows.ShouldBe(new RowCounts(8, 3, 5, 0, 0));
        (await TestLake.RowsAsync(lake.Table, null, "id", "age")).Order().ShouldBe(["(missing)|5", "(missing)|6", "3|33"]);
        (await TestLake.RowsAsync(lake.Quarantine, null, "_source_file", "_source_row", "_failed_checks")).Order().ShouldBe(
        [
            "incoming/a.csv|1|unique_all(id)", "incoming/a.csv|2|unique_all(id)", "incoming/a.csv|3|unique_all(id)",
            "incoming/b.csv|2|range(age, 0, 33); unique_all(id)", "incoming/b.csv|4|range(age, 0, 33); unique_all(id)",
        ]);
        ValidationResult unique = run.Validation.Single(result => result.Check == "unique_all(id)");
        (unique.RowsChecked, unique.RowsFailed, unique.RowsMissing, unique.OnFailure).ShouldBe((8, 5, 2, FailureAction.Quarantine));
        unique.Samples.Select(sample => (sample.Origin, sample.Row, sample.Value)).ShouldBe(
            [("incoming/a.csv", 1, "1"), ("incoming/a.csv", 2, "2"), ("incoming/a.csv", 3, "1"), ("incoming/b.csv", 2, "2"), ("incoming/b.csv", 4, "1")]);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L << 30)]
    public async Task RunAsync_RepeatedRowsUnderAnyBudget_QuarantinesAllButTheFirst(long budget)
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,30\n2,31\n1,32\n");
        await Pipeline(lake, 1, budget, rules => rules.Unique("id").Quarantine()).RunAsync(Cancel);
        (await TestLake.RowsAsync(lake.Table, null, "id", "age")).Order().ShouldBe(["1|30", "2|31"]);
        (await TestLake.RowsAsync(lake.Quarantine, null, "_source_row", "_failed_checks")).ShouldBe(["3|unique(id)"]);
    }

    [Fact]
    public async Task RunAsync_NothingRepeats_ReadsOnce()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,30\n2,31\n");
        List<RunProgress> reports = [];
        await Pipeline(lake, 1, 1 << 30, rules => rules.Unique(["id"], DuplicateRows.All).ZScore("age", 3)).RunWithProgressAsync(new Immediate(reports), Cancel);
        reports.Count(report => report.Stage == RunStage.Reading && report.Rows == 2).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_FirstRowOfAKeyRejectedInTheSecondPass_PublishesTheNextRowWithIt()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,1000\n" + string.Concat(Enumerable.Range(2, 20).Select(id => $"{id},30\n")) + "1,31\n1,32\n");
        DataPipeline pipeline = Builder(lake, 1, 1 << 30, rules => rules.ZScore("age", 3).Quarantine(), keyed: true).Build();
        RunRecord run = (await pipeline.RunAsync(Cancel)).Runs.ShouldHaveSingleItem();
        run.Rows.ShouldBe(new RowCounts(23, 21, 2, 0, 0));
        (await TestLake.RowsAsync(lake.Quarantine, null, "_source_row", "_failed_checks")).Order().ShouldBe(["1|z_score(age, 3)", "23|primary_key(id)"]);

        // One of them is in the table now: a third reading.
        lake.Deliver("b.csv", "id,age\n50,1000\n1,30\n" + string.Concat(Enumerable.Range(60, 20).Select(id => $"{id},30\n")) + "50,31\n");
        RunRecord next = (await pipeline.RunAsync(Cancel)).Runs.ShouldHaveSingleItem();
        next.Rows.ShouldBe(new RowCounts(23, 21, 2, 0, 0));
        (await TestLake.RowsAsync(lake.Quarantine, null, "_source_file", "_source_row", "_failed_checks")).Where(row => row.Contains("b.csv")).Order()
            .ShouldBe(["incoming/b.csv|1|z_score(age, 3)", "incoming/b.csv|2|primary_key(id)"]);
    }

    [Fact]
    public async Task RunAsync_DuplicatesThatHold_ReportsAllOfThem()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,30\n2,31\n1,32\n");
        PipelineResult result = await Pipeline(lake, 1, 1 << 30, rules => rules.Unique(["id"], DuplicateRows.All)).RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Held);
        result.Runs[0].Validation.Single(check => !check.Passed).Samples.Select(sample => sample.Row).ShouldBe([1L, 3L]);
    }

    [Fact]
    public async Task RunAsync_AnyParallelism_FindsTheSame()
    {
        string text = Many();
        IReadOnlyList<string> alone = await ManyAsync(text, 1);
        alone.Count.ShouldBeGreaterThan(100);
        (await ManyAsync(text, 4)).ShouldBe(alone);
    }

    private static async Task<IReadOnlyList<string>> ManyAsync(string text, int degree)
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", text);
        DataPipeline pipeline = Pipeline(
            lake, degree, 1 << 30, rules => rules.Unique(["id"], DuplicateRows.All).Quarantine().ZScore("age", 2.5).Quarantine().Increasing("age").Mostly(0.1).Warn());
        RunRecord run = (await pipeline.RunAsync(Cancel)).Runs.ShouldHaveSingleItem();
        run.Status.ShouldBe(RunStatus.Published, string.Join("; ", run.Reasons));
        return
        [
            .. (await TestLake.RowsAsync(lake.Quarantine, null, "_source_row", "_failed_checks")).Order(StringComparer.Ordinal),
            .. run.Validation.Select(result => $"{result.Check} {result.RowsFailed} {result.Message} {string.Join(", ", result.Samples)}"),
        ];
    }

    // Some 30 ids repeat, and about one age in a hundred is far from the others.
    private static string Many()
    {
        StringBuilder text = new("id,age\n");
        Random random = new(11);
        for (int row = 0; row < 20_000; row++)
        {
            int id = random.Next(100) == 0 ? random.Next(row + 1) : row;
            int age = random.Next(100) == 0 ? 400 + random.Next(50) : 30 + random.Next(40);
            text.Append(CultureInfo.InvariantCulture, $"{id},{age}\n");
        }

        return text.ToString();
    }

    private static DataPipeline Pipeline(TestLake lake, int degree, long budget, Action<ValidationBuilder> rules) =>
        Builder(lake, degree, budget, rules, keyed: false).Build();

    private static DataPipelineBuilder Builder(TestLake lake, int degree, long budget, Action<ValidationBuilder> rules, bool keyed) => lake
        .Pipeline(options: new FileSourceOptions { Ready = FileReadiness.Immediately, ChunkBytes = 20_000, Grouping = DeliveryGrouping.Together })
        .WithContract(contract =>
        {
            contract.Column("id", ColumnType.Int64).Column("age", ColumnType.Int32);
            _ = keyed ? contract.PrimaryKey("id").DuplicateKeys(MismatchPolicy.Quarantine) : contract;
        })
        .WithMemoryBudget(budget, lake.Folder)
        .WithParallelism(degree)
        .Validate(rules);

    private sealed class Immediate(List<RunProgress> reports) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => reports.Add(value);
    }
}
