using System.Globalization;
using System.Text;

namespace DataIngestion.Pipelines;

/// <summary>The number of threads is a matter of speed alone.</summary>
public sealed class ParallelRunTests
{
    private const int Rows = 30_000;
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_AnyParallelism_PublishesAndReportsTheSame()
    {
        Outcome alone = await RunAsync(1);

        alone.Published.Count.ShouldBe(Rows - alone.Quarantined.Count);
        alone.Quarantined.ShouldBe(ExpectedQuarantine());
        foreach (int degree in new[] { 2, 3, 7 })
        {
            Outcome several = await RunAsync(degree);
            several.Published.Order(StringComparer.Ordinal).ShouldBe(alone.Published.Order(StringComparer.Ordinal), $"published by {degree}");
            several.Quarantined.ShouldBe(alone.Quarantined, $"quarantined by {degree}");
            several.Report.ShouldBe(alone.Report, $"reported by {degree}");
            several.Profile.ShouldBe(alone.Profile, $"profiled by {degree}");
            several.Files.ShouldBeInRange(1, degree);
        }
    }

    [Fact]
    public async Task RunAsync_BrokenFileOnSeveralLanes_FailsAndLeavesNothing()
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", Text() + "\"never closed");
        PipelineResult result = await Pipeline(lake, 3).Build().RunAsync(Cancel);

        result.Status.ShouldBe(PipelineStatus.Failed);
        result.Runs[0].Reasons[0].ShouldContain($"row {Rows + 1}");
        lake.HasVersion(0).ShouldBeFalse();
        Directory.EnumerateFiles(Path.Combine(lake.Folder, "lake"), "*.parquet*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    private static async Task<Outcome> RunAsync(int degree)
    {
        using TestLake lake = new();
        lake.Deliver("a.csv", Text());
        RunRecord run = (await Pipeline(lake, degree).Build().RunAsync(Cancel)).Runs.ShouldHaveSingleItem();
        run.Status.ShouldBe(RunStatus.Published, string.Join("; ", run.Reasons));
        return new Outcome(
            await TestLake.RowsAsync(lake.Table),
            await TestLake.RowsAsync(lake.Quarantine, null, QuarantineRows.SourceRow, QuarantineRows.FailedChecks, "amount"),
            [.. run.Validation.Select(Describe), .. run.ColumnCounts.Select(count => count.ToString())],
            await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(lake.Folder, "lake/processed/claims/_profiles")).Single(), Cancel),
            run.Files.Count);
    }

    private static string Describe(ValidationResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Check} {result.Passed} {result.RowsFailed}/{result.RowsChecked}: {string.Join(", ", result.Samples.Select(sample => $"{sample.Row} {sample.Value}"))}");

    private static DataPipelineBuilder Pipeline(TestLake lake, int degree) => lake
        .Pipeline(options: new FileSourceOptions { Ready = FileReadiness.Immediately, ChunkBytes = 40_000 })
        .WithContract(contract => contract
            .Column("id", ColumnType.Int64).Required()
            .Column("amount", ColumnType.Float64).OnMismatch(MismatchPolicy.Quarantine)
            .Column("state", ColumnType.String)
            .Column("code", ColumnType.String)
            .PrimaryKey("id").DuplicateKeys(MismatchPolicy.Quarantine))
        .Validate(rules => rules
            .Range("amount", 0.0, 900.0).Quarantine()
            .Unique("code").Quarantine()
            .NotNull("state"))
        .WithParallelism(degree);

    // Every 500th amount is no number, every 700th too large, some keys and codes come back in a far later chunk.
    private static string Text()
    {
        StringBuilder text = new("id,amount,state,code\n");
        for (int row = 1; row <= Rows; row++)
        {
            string amount = row % 500 == 0 ? "much" : row % 700 == 0 ? "5000" : (row * 7 % 900).ToString(CultureInfo.InvariantCulture);
            int id = row % 1_000 == 999 ? row - 900 : row;
            string code = row is 22_345 or 22_346 ? "c12" : "c" + row.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{id},{amount},{(row % 3 == 0 ? "OH" : "IN")},{code}\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> ExpectedQuarantine() => Enumerable.Range(1, Rows).Select(row =>
        row % 500 == 0 ? $"{row}|contract.type(amount)|much"
        : row % 700 == 0 ? $"{row}|range(amount, 0, 900)|5000"
        : row is 22_345 or 22_346 ? $"{row}|unique(code)|{row * 7 % 900}"
        : row % 1_000 == 999 ? $"{row}|primary_key(id)|{row * 7 % 900}"
        : "").Where(line => line.Length > 0);

    private sealed record Outcome(List<string> Published, List<string> Quarantined, List<string> Report, string Profile, int Files);
}
