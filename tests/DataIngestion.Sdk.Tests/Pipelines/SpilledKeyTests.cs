using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>The same rows are published whether or not memory had room for their keys.</summary>
public sealed class SpilledKeyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<long> Budgets => [0L, 1L << 30];

    [Theory]
    [MemberData(nameof(Budgets))]
    public async Task RunAsync_RepeatedAndKnownKeysUnderQuarantine_PublishesOnlyTheNewRows(long budget)
    {
        using TestLake lake = new();
        DataPipeline pipeline = Keyed(lake, MismatchPolicy.Quarantine, budget);
        lake.Deliver("a.csv", "id,age\n1,30\n2,31\n1,32\n");
        PipelineResult first = await pipeline.RunAsync(Cancel);
        first.Runs[0].Rows.ShouldBe(new RowCounts(3, 2, 1, 0, 0));
        ValidationResult check = first.Runs[0].Validation.Single(check => !check.Passed);
        check.RowsFailed.ShouldBe(1);
        check.Samples.ShouldBe([new FailureSample("incoming/a.csv", 3, "", "1")]);

        lake.Deliver("b.csv", "id,age\n2,99\n3,32\n2,98\n3,97\n");
        PipelineResult second = await pipeline.RunAsync(Cancel);
        second.Runs[0].Rows.ShouldBe(new RowCounts(4, 1, 3, 0, 0));
        (await TestLake.RowsAsync(lake.Table)).Order().ShouldBe(["1|30", "2|31", "3|32"]);
        (await TestLake.RowsAsync(lake.Quarantine, null, "id", "age", "_source_file", "_source_row")).Order().ShouldBe(
            ["1|32|incoming/a.csv|3", "2|98|incoming/b.csv|3", "2|99|incoming/b.csv|1", "3|97|incoming/b.csv|4"]);
    }

    [Theory]
    [MemberData(nameof(Budgets))]
    public async Task RunAsync_RepeatedKeyUnderFail_HoldsAndNamesTheRow(long budget)
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,30\n1,31\n");
        PipelineResult result = await Keyed(lake, MismatchPolicy.Fail, budget).RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Held);
        result.Runs[0].Validation.Single(check => !check.Passed).Samples.ShouldBe([new FailureSample("incoming/a.csv", 2, "", "1")]);
    }

    [Theory]
    [MemberData(nameof(Budgets))]
    public async Task RunAsync_KnownAndRepeatedKeyUnderFail_HoldsForBoth(long budget)
    {
        using TestLake lake = new();
        DataPipeline pipeline = Keyed(lake, MismatchPolicy.Fail, budget);
        lake.Deliver("a.csv", "id,age\n1,30\n");
        await pipeline.RunAsync(Cancel);
        lake.Deliver("b.csv", "id,age\n2,31\n1,32\n2,33\n");
        PipelineResult result = await pipeline.RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Held);
        result.Runs[0].Validation.Where(check => !check.Passed).Select(check => (check.Check, check.RowsFailed, check.Samples[0].Row))
            .ShouldBe([("primary_key(id) against the table", 1, 2), ("primary_key(id)", 1, 3)]);
    }

    [Fact]
    public async Task RunAsync_NoPlaceToSpill_FailsAndNamesTheFolder()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n" + string.Concat(Enumerable.Range(0, 100_000).Select(id => $"{id},1\n")));
        string gone = Path.Combine(lake.Folder, "gone");
        DataPipeline pipeline = Builder(lake, MismatchPolicy.Fail).WithMemoryBudget(0, gone).Build();
        IngestionException exception = await Should.ThrowAsync<IngestionException>(async () => await pipeline.RunAsync(Cancel));
        exception.Message.ShouldContain(gone);
        lake.HasVersion(0).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_UniqueOverAMaskedColumn_IsNeverSpilled()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,name\n" + string.Concat(Enumerable.Range(0, 300_000).Select(id => $"{id},person {id}\n")) + "300000,person 7\n");
        string gone = Path.Combine(lake.Folder, "gone");

        // What is not masked goes to the folder, which is not there.
        PipelineResult clear = await lake.Pipeline().WithMemoryBudget(0, gone).Validate(v => v.Unique("name")).Build().RunAsync(Cancel);
        clear.Runs[0].Validation.Single(check => check.Check == "unique(name)").Message.ShouldContain(gone);
        DataPipelineBuilder masked = lake.Pipeline().WithMemoryBudget(0, gone).Validate(v => v.Unique("name").Warn()).Mask(mask => mask.Drop("name"));
        PipelineResult result = await masked.Build().RunAsync(Cancel);
        result.Runs[0].Validation.Single(check => check.Check == "unique(name)").RowsFailed.ShouldBe(1);
        Directory.Exists(gone).ShouldBeFalse();
    }

    private static DataPipeline Keyed(TestLake lake, MismatchPolicy duplicates, long budget) =>
        Builder(lake, duplicates).WithMemoryBudget(budget, lake.Folder).Build();

    private static DataPipelineBuilder Builder(TestLake lake, MismatchPolicy duplicates) => lake.Pipeline().WithContract(c => c
        .Column("id", ColumnType.Int64)
        .Column("age", ColumnType.Int32)
        .PrimaryKey("id")
        .DuplicateKeys(duplicates));
}
