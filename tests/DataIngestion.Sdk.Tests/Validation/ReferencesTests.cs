using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Pipelines;

namespace DataIngestion.Validation;

public sealed class ReferencesTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public void References_KeyThatIsNotThere_Fails()
    {
        using ReferenceKeys keys = ReferenceKeys.Of([Keys("id", Batches.Int32(1, 2, 2, null)), Keys("id", Batches.Int32(7))], ["id"]);
        keys.Count.ShouldBe(3);
        Failing(keys, Batches.Int64(7, 3, null, 1L << 32, 2)).ShouldBe([1, 3]);
        Failing(keys, Batches.Int64(9, 7, 3).Slice(1, 2)).ShouldBe([1]);
        Failing(keys, Batches.Int64()).ShouldBe([]);
    }

    [Fact]
    public void References_EveryType_ComparesByValue()
    {
        using ReferenceKeys texts = ReferenceKeys.Of([Keys("id", Batches.Encoded("a", "b", null))], ["id"]);
        Failing(texts, Batches.Strings("b", "B", null, "")).ShouldBe([1, 3]);
        Failing(texts, Batches.Encoded("b", "B", null, "a")).ShouldBe([1]);
        using ReferenceKeys floats = ReferenceKeys.Of([Keys("id", Batches.Float32(0.5f, -0f))], ["id"]);
        Failing(floats, Batches.Float64(0, 0.5, 0.1)).ShouldBe([2]);
        using ReferenceKeys dates = ReferenceKeys.Of([Keys("id", Batches.Dates(new DateOnly(2024, 1, 1)))], ["id"]);
        Failing(dates, Batches.Dates(new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 2))).ShouldBe([1]);
    }

    [Fact]
    public void References_SeveralColumns_ComparesTheCombination()
    {
        RecordBatch policies = Batches.Of(("region", Batches.Strings("R1", "R2")), ("number", Batches.Int32(1, 2)));
        using ReferenceKeys keys = ReferenceKeys.Of([policies], ["region", "number"], "policies");
        RecordBatch claims = Batches.Of(("policy", Batches.Int64(1, 2, 1, null)), ("region", Batches.Strings("R1", "R1", null, "R2")));
        RowFailures failures = new();
        Checks.Validator(v => v.References(["region", "policy"], keys)).Begin(new ValidationContext(claims.Schema)).Observe(claims, failures);
        failures.Rows.ShouldBe([1]);
    }

    [Fact]
    public void Build_ColumnsThatDoNotFitTheKeys_Throws()
    {
        using ReferenceKeys keys = ReferenceKeys.Of([Keys("id", Batches.Int32(1))], ["id"], "policies");
        Should.Throw<ArgumentException>(() => new ValidationBuilder().References(["a", "b"], keys)).Message.ShouldContain("policies");
        Should.Throw<ArgumentException>(() => Failing(keys, Batches.Strings("1"))).Message.ShouldContain("'x' (string)");
        Should.Throw<ArgumentException>(() => ReferenceKeys.Of([Keys("id", Batches.Int32(1))], ["absent"])).Message.ShouldContain("'absent'");
        Should.Throw<ArgumentException>(() => ReferenceKeys.Of([], ["id"]));
    }

    [Fact]
    public async Task FromAsync_FolderOfFiles_TakesAllKeys()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", "number,id\n1,A\n2,B\n");
        lake.Deliver("b.csv", "number,id\n3,C\n,D\n");
        ISource source = FileSource.Csv(lake.Files, "incoming/*.csv", new FileSourceOptions { Ready = FileReadiness.Immediately });
        using ReferenceKeys keys = await ReferenceKeys.FromAsync(source, ["number"], cancellationToken: Token);
        keys.Count.ShouldBe(3);
        Failing(keys, Batches.Int64(1, 2, 3, 4)).ShouldBe([3]);
        DataContract declared = new([new ColumnContract("number", ColumnType.Int16), new ColumnContract("id", ColumnType.String)]);
        using ReferenceKeys typed = await ReferenceKeys.FromAsync(source, ["number"], declared, Token);
        Failing(typed, Batches.Int64(1, 4)).ShouldBe([1]);
        (await Should.ThrowAsync<SourceException>(async () => await ReferenceKeys.FromAsync(source, ["absent"], cancellationToken: Token))).Message.ShouldContain("'absent'");
        DataContract unfit = new([new ColumnContract("id", ColumnType.Int64)]);
        (await Should.ThrowAsync<ContractException>(async () => await ReferenceKeys.FromAsync(source, ["id"], unfit, Token))).Message.ShouldContain("incoming/a.csv, row 1");
    }

    [Fact]
    public async Task FromAsync_NothingThere_Throws()
    {
        using TestLake lake = new();
        ISource source = FileSource.Csv(lake.Files, "incoming/*.csv", new FileSourceOptions { Ready = FileReadiness.Immediately });
        await Should.ThrowAsync<SourceException>(async () => await ReferenceKeys.FromAsync(source, ["id"], cancellationToken: Token));
    }

    // The count was made with pandas: rows of the claims whose policy is not among the policies.
    [Fact]
    public async Task References_ClaimsOfTheMotorSet_FindsThoseWithoutPolicy()
    {
        LocalStore store = LocalStore.Open(SharedData.Folder("MOTOR_DATA", "motor"));
        FileSourceOptions options = new() { Ready = FileReadiness.Immediately };
        using ReferenceKeys policies = await ReferenceKeys.FromAsync(FileSource.Csv(store, "freMTPL2freq.csv", options), ["IDpol"], cancellationToken: Token);
        policies.Count.ShouldBe(678_013);
        using TestLake lake = new();
        DataPipeline pipeline = DataPipeline.Create("claims")
            .From(FileSource.Csv(store, "freMTPL2sev.csv", options))
            .StoreProcessed(lake.Lake.Zone("processed"))
            .Validate(v => v.References(["IDpol"], policies).Quarantine())
            .Build();
        RunRecord run = (await pipeline.RunAsync(Token)).Runs.ShouldHaveSingleItem();
        run.Status.ShouldBe(RunStatus.Published, string.Join("; ", run.Reasons));
        run.Rows.ShouldBe(new RowCounts(26_639, 26_444, 195, 0, 0));
    }

    private static RecordBatch Keys(string name, IArrowArray column) => Batches.Of((name, column));

    private static IReadOnlyList<int> Failing(ReferenceKeys keys, IArrowArray column) => Checks.Failing(v => v.References(["x"], keys), column);
}
