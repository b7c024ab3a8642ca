namespace DataIngestion.Pipelines;

public sealed class DataPipelineTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_TwoFiles_PublishesOneVersionEach()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,name\n1,x\n2,\n");
        lake.Deliver("b.csv", "id,name\n3,\"\"\n");
        PipelineResult result = await lake.Pipeline().Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Published);
        result.Runs.Select(run => run.Version).ShouldBe([0, 1]);
        (await TestLake.RowsAsync(lake.Table)).Order().ShouldBe(["1|x", "2|(missing)", "3|"]);
        (await TestLake.RowsAsync(lake.Table, 0)).Order().ShouldBe(["1|x", "2|(missing)"]);
    }

    [Fact]
    public async Task RunAsync_Again_DoesNothing()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id\n1\n");
        DataPipeline pipeline = lake.Pipeline().Build();
        await pipeline.RunAsync(Cancel);
        PipelineResult again = await pipeline.RunAsync(Cancel);
        again.Status.ShouldBe(PipelineStatus.NothingNew);
        again.Runs.ShouldBeEmpty();
        lake.HasVersion(1).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_Overwrite_ReplacesRowsAndKeepsOldVersions()
    {
        using TestLake lake = new();
        DataPipeline pipeline = lake.Pipeline().WriteMode(TableWriteMode.Overwrite).Build();
        lake.Deliver("a.csv", "id\n1\n2\n");
        await pipeline.RunAsync(Cancel);
        lake.Deliver("b.csv", "id\n9\n");
        await pipeline.RunAsync(Cancel);
        (await TestLake.RowsAsync(lake.Table)).ShouldBe(["9"]);
        (await TestLake.RowsAsync(lake.Table, 0)).Order().ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task RunAsync_ValueDoesNotFitUnderFail_HoldsWithFileRowColumnAndValue()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,30\n2,old\n3,older\n");
        PipelineResult result = await WithAge(lake, MismatchPolicy.Fail).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Held);
        lake.HasVersion(0).ShouldBeFalse();
        ValidationResult check = result.Runs[0].Validation.Single(found => found.Check == "contract.type(age)");
        check.RowsFailed.ShouldBe(2);
        check.Samples[0].ShouldBe(new FailureSample("incoming/a.csv", 2, "age", "old"));
    }

    [Fact]
    public async Task RunAsync_ValueDoesNotFitUnderQuarantine_PublishesTheOthersAndKeepsTheRow()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,30\n2,old\n3,31\n");
        PipelineResult result = await WithAge(lake, MismatchPolicy.Quarantine).Build().RunAsync(Cancel);
        result.Runs[0].Rows.ShouldBe(new RowCounts(3, 2, 1, 0, 0));
        (await TestLake.RowsAsync(lake.Table)).ShouldBe(["1|30", "3|31"]);
        (await TestLake.RowsAsync(lake.Quarantine, null, "id", "age", "_source_file", "_source_row", "_failed_checks"))
            .ShouldBe(["2|old|incoming/a.csv|2|contract.type(age)"]);
    }

    [Fact]
    public async Task RunAsync_ValueDoesNotFitUnderNull_PublishesItAsMissingAndCountsIt()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,old\n");
        PipelineResult result = await WithAge(lake, MismatchPolicy.Null).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Published);
        (await TestLake.RowsAsync(lake.Table)).ShouldBe(["1|(missing)"]);
        result.Runs[0].ColumnCounts.ShouldContain(new ColumnCount("age", "set to missing", 1));
    }

    [Fact]
    public async Task RunAsync_DuplicateKeyInDelivery_Holds()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,30\n1,31\n");
        PipelineResult result = await Keyed(lake, MismatchPolicy.Fail).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Held);
        result.Runs[0].Validation.Single(check => !check.Passed).Samples[0].ShouldBe(new FailureSample("incoming/a.csv", 2, "", "1"));
    }

    [Fact]
    public async Task RunAsync_KeyIsInTheTableUnderQuarantine_PublishesOnlyTheNewRows()
    {
        using TestLake lake = new();
        DataPipeline pipeline = Keyed(lake, MismatchPolicy.Quarantine).Build();
        lake.Deliver("a.csv", "id,age\n1,30\n2,31\n");
        await pipeline.RunAsync(Cancel);
        lake.Deliver("b.csv", "id,age\n2,99\n3,32\n2,98\n");
        PipelineResult result = await pipeline.RunAsync(Cancel);
        result.Runs[0].Rows.ShouldBe(new RowCounts(3, 1, 2, 0, 0));
        (await TestLake.RowsAsync(lake.Table)).Order().ShouldBe(["1|30", "2|31", "3|32"]);
    }

    [Fact]
    public async Task RunAsync_KeyIsInTheTableUnderFail_HoldsAndNamesTheRow()
    {
        using TestLake lake = new();
        DataPipeline pipeline = Keyed(lake, MismatchPolicy.Fail).Build();
        lake.Deliver("a.csv", "id,age\n1,30\n2,31\n");
        await pipeline.RunAsync(Cancel);
        lake.Deliver("b.csv", "id,age\n3,32\n2,99\n");
        PipelineResult result = await pipeline.RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Held);
        result.Runs[0].Validation.Single(check => !check.Passed).Samples[0].ShouldBe(new FailureSample("incoming/b.csv", 2, "id", "2"));
        lake.HasVersion(1).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_HeldFile_DoesNotBlockTheNextAndIsNotReadAgain()
    {
        using TestLake lake = new();
        DataPipeline pipeline = WithAge(lake, MismatchPolicy.Fail).Build();
        lake.Deliver("a.csv", "id,age\n1,old\n");
        lake.Deliver("b.csv", "id,age\n2,30\n");
        PipelineResult first = await pipeline.RunAsync(Cancel);
        first.Runs.Select(run => run.Status).ShouldBe([RunStatus.Held, RunStatus.Published]);
        PipelineResult second = await pipeline.RunAsync(Cancel);
        second.Status.ShouldBe(PipelineStatus.Held);
        second.Runs.ShouldBeEmpty();
        second.Pending.Single().RunId.ShouldBe(first.Runs[0].RunId);
    }

    [Fact]
    public async Task RunAsync_HeldFileInOrder_StopsTheNext()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,age\n1,old\n");
        lake.Deliver("b.csv", "id,age\n2,30\n");
        PipelineResult result = await WithAge(lake, MismatchPolicy.Fail).InOrder().Build().RunAsync(Cancel);
        result.Runs.Select(run => run.Status).ShouldBe([RunStatus.Held]);
    }

    [Fact]
    public async Task RunAsync_CorrectedFile_ReplacesTheHeldOne()
    {
        using TestLake lake = new();
        DataPipeline pipeline = WithAge(lake, MismatchPolicy.Fail).Build();
        lake.Deliver("a.csv", "id,age\n1,old\n");
        await pipeline.RunAsync(Cancel);
        lake.Deliver("a.csv", "id,age\n1,30\n");
        PipelineResult corrected = await pipeline.RunAsync(Cancel);
        corrected.Status.ShouldBe(PipelineStatus.Published);
        corrected.Pending.ShouldBeEmpty();
        (await TestLake.RowsAsync(lake.Table)).ShouldBe(["1|30"]);
    }

    [Fact]
    public async Task ReleaseAsync_HeldRun_PublishesWhatFitsAndRecordsTheReason()
    {
        using TestLake lake = new();
        DataPipeline pipeline = WithAge(lake, MismatchPolicy.Fail).Build();
        lake.Deliver("a.csv", "id,age\n1,old\n2,30\n");
        string held = (await pipeline.RunAsync(Cancel)).Runs[0].RunId;
        PipelineResult released = await pipeline.ReleaseAsync(held, "agreed with the sender", Cancel);
        released.Status.ShouldBe(PipelineStatus.Published);
        released.Runs[0].Reasons[0].ShouldContain("agreed with the sender");
        (await TestLake.RowsAsync(lake.Table)).ShouldBe(["2|30"]);
        (await TestLake.RowsAsync(lake.Quarantine, null, "id", "age")).ShouldBe(["1|old"]);
        (await pipeline.RunAsync(Cancel)).Status.ShouldBe(PipelineStatus.NothingNew);
    }

    [Fact]
    public async Task DiscardAsync_HeldFirstRun_MovesOnWithoutRows()
    {
        using TestLake lake = new();
        DataPipeline pipeline = WithAge(lake, MismatchPolicy.Fail).Build();
        lake.Deliver("a.csv", "id,age\n1,old\n");
        string held = (await pipeline.RunAsync(Cancel)).Runs[0].RunId;
        PipelineResult discarded = await pipeline.DiscardAsync(held, "a test file", Cancel);
        discarded.Runs[0].Status.ShouldBe(RunStatus.Discarded);
        (await lake.Table.GetVersionAsync(cancellationToken: Cancel)).Rows.ShouldBe(0);
        (await pipeline.RunAsync(Cancel)).Status.ShouldBe(PipelineStatus.NothingNew);
        lake.Deliver("b.csv", "id,age\n2,30\n");
        (await pipeline.RunAsync(Cancel)).Status.ShouldBe(PipelineStatus.Published);
    }

    [Fact]
    public async Task ReleaseAsync_UnknownRun_SaysThatNoneIsHeld()
    {
        using TestLake lake = new();
        DataPipeline pipeline = lake.Pipeline().Build();
        IngestionException exception = await Should.ThrowAsync<IngestionException>(() => pipeline.ReleaseAsync("20260101-000000-abcdef01", "why not", Cancel));
        exception.Message.ShouldContain("no run of that name is held");
    }

    [Theory]
    [InlineData(ColumnPolicy.Freeze, PipelineStatus.Held, "1")]
    [InlineData(ColumnPolicy.Ignore, PipelineStatus.Published, "1 2")]
    [InlineData(ColumnPolicy.Evolve, PipelineStatus.Published, "1|(no column) 2|7")]
    public async Task RunAsync_NewColumn_FollowsThePolicy(ColumnPolicy policy, PipelineStatus expected, string rows)
    {
        using TestLake lake = new();
        DataPipeline pipeline = lake.Pipeline().WithContract(c => c.Column("id", ColumnType.Int64).NewColumns(policy)).Build();
        lake.Deliver("a.csv", "id\n1\n");
        await pipeline.RunAsync(Cancel);
        lake.Deliver("b.csv", "id,extra\n2,7\n");
        (await pipeline.RunAsync(Cancel)).Status.ShouldBe(expected);
        string.Join(' ', (await TestLake.RowsAsync(lake.Table)).Order()).ShouldBe(rows);
    }

    [Fact]
    public async Task RunAsync_IgnoredColumn_IsReported()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,extra,more\n1,7,8\n");
        PipelineResult result = await lake.Pipeline()
            .WithContract(c => c.Column("id", ColumnType.Int64).NewColumns(ColumnPolicy.Ignore)).Build().RunAsync(Cancel);
        result.Runs[0].Detected["columns left out"].ShouldBe("extra, more");
    }

    [Fact]
    public async Task RunAsync_MissingColumnUnderEvolve_PublishesItAsMissing()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id\n1\n");
        DataPipeline pipeline = lake.Pipeline().WithContract(c => c
            .Column("id", ColumnType.Int64).Column("age", ColumnType.Int32).MissingColumns(ColumnPolicy.Evolve)).Build();
        PipelineResult result = await pipeline.RunAsync(Cancel);
        (await TestLake.RowsAsync(lake.Table)).ShouldBe(["1|(missing)"]);
        result.Runs[0].ColumnCounts.ShouldContain(new ColumnCount("age", "absent", 1));
    }

    [Fact]
    public async Task RunAsync_InferredContract_IsFrozenInTheTable()
    {
        using TestLake lake = new();
        DataPipeline pipeline = lake.Pipeline().Build();
        lake.Deliver("a.csv", "id,age\n1,30\n");
        await pipeline.RunAsync(Cancel);
        lake.Deliver("b.csv", "id,age\n2,unknown\n");
        PipelineResult result = await pipeline.RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Held);
        result.Runs[0].Reasons.ShouldContain(reason => reason.Contains("contract.type(age)"));
    }

    [Fact]
    public async Task RunAsync_AmbiguousDates_StopsAndNamesTheCandidates()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id,day\n1,25-01-15\n");
        PipelineResult result = await lake.Pipeline().Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Failed);
        result.Runs[0].Reasons[0].ShouldSatisfyAllConditions(
            reason => reason.ShouldContain("day"),
            reason => reason.ShouldContain("yy-MM-dd"),
            reason => reason.ShouldContain("dd-MM-yy"));
        lake.HasVersion(0).ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_DeclaredTypeDiffersFromTheTables_FailsAndNamesBoth()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id\n1\n");
        await lake.Pipeline().WithContract(c => c.Column("id", ColumnType.Int64)).Build().RunAsync(Cancel);
        lake.Deliver("b.csv", "id\n2\n");
        PipelineResult result = await lake.Pipeline().WithContract(c => c.Column("id", ColumnType.String)).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Failed);
        result.Runs[0].Reasons[0].ShouldContain("int64");
    }

    [Fact]
    public async Task RunAsync_EmptyFileWithHeader_PublishesAVersionWithoutRows()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id\n");
        PipelineResult result = await lake.Pipeline().WithContract(c => c.Column("id", ColumnType.Int64)).Build().RunAsync(Cancel);
        result.Status.ShouldBe(PipelineStatus.Published);
        (await lake.Table.GetVersionAsync(cancellationToken: Cancel)).Rows.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_MetadataFailsAfterTheCommit_ThrowsAndTheNextRunRecordsThePublishedRun()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "id\n1\n");
        FailsOnce metadata = new();
        DataPipeline pipeline = lake.Pipeline().TrackIn(metadata).Build();
        await Should.ThrowAsync<IngestionException>(() => pipeline.RunAsync(Cancel));
        (await lake.Table.GetHistoryAsync(Cancel)).Select(run => run.Status).ShouldBe([RunStatus.Published]);
        (await pipeline.RunAsync(Cancel)).Status.ShouldBe(PipelineStatus.NothingNew);
        metadata.Recorded.Select(run => (run.Status, run.Version)).ShouldBe([(RunStatus.Published, 0L)]);
    }

    [Fact]
    public void Build_WithoutSource_NamesTheSetting()
    {
        using TestLake lake = new();
        Should.Throw<ArgumentException>(() => DataPipeline.Create("claims").StoreProcessed(lake.Lake.Zone("processed")).Build()).Message.ShouldContain("From");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    public void Create_BadName_Throws(string name) => Should.Throw<ArgumentException>(() => DataPipeline.Create(name));

    private sealed class FailsOnce : IMetadataStore
    {
        private bool _failed;

        public List<RunRecord> Recorded { get; } = [];

        public ValueTask RecordAsync(RunRecord run, CancellationToken cancellationToken = default)
        {
            if (!_failed)
            {
                _failed = true;
                throw new IngestionException("The metadata store is not reachable.");
            }

            Recorded.Add(run);
            return ValueTask.CompletedTask;
        }
    }

    private static DataPipelineBuilder WithAge(TestLake lake, MismatchPolicy policy) => lake.Pipeline().WithContract(c => c
        .Column("id", ColumnType.Int64).Required()
        .Column("age", ColumnType.Int32).OnMismatch(policy));

    private static DataPipelineBuilder Keyed(TestLake lake, MismatchPolicy duplicates) => lake.Pipeline().WithContract(c => c
        .Column("id", ColumnType.Int64)
        .Column("age", ColumnType.Int32)
        .PrimaryKey("id")
        .DuplicateKeys(duplicates));
}
