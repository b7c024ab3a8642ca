using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Pipelines;

public sealed class FilterRowsTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task FilterRows_RowsThatFailRules_GoWithTheirReasons()
    {
        RecordBatch[] rows = [Rows(1, 2, null, 40), Rows(50, 2)];
        using FilteredRows filtered = await DataValidation.FilterRowsAsync(
            rows, (rules, _) => rules.Range("x", 0m, 30m).NotNull("x").Unique(["x"], DuplicateRows.All).Range("x", 2m, null).Warn(), null, Token);
        filtered.Kept.Select(Numbers).ShouldBe([[1], []]);
        filtered.Rejected.Select(Numbers).ShouldBe([[2, null, 40], [50, 2]]);
        filtered.Rejected.SelectMany(SourceRows).ShouldBe([2, 3, 4, 5, 6]);
        filtered.Rejected.SelectMany(Reasons).ShouldBe(["unique_all(x)", "not_null(x)", "range(x, 0, 30)", "range(x, 0, 30)", "unique_all(x)"]);
        filtered.Report.Results.Select(result => result.RowsFailed).ShouldBe([2, 1, 2, 1]);
    }

    [Fact]
    public async Task FilterRows_EncodedTextAndSlices_KeepsTheRows()
    {
        RecordBatch batch = Batches.Of(("text", Batches.Strings("skip", "a", "b", null, "a", "skip"))).SliceShared(1, 4);
        using FilteredRows filtered = await DataValidation.FilterRowsAsync([batch], (rules, _) => rules.NotOneOf("text", "a"), null, Token);
        Enumerable.Range(0, 2).Select(row => ColumnText.Of(filtered.Kept[0].Column(0), row)).ShouldBe(["b", null]);
        filtered.Rejected.SelectMany(SourceRows).ShouldBe([1, 4]);
    }

    [Fact]
    public async Task FilterRows_RuleOfTheWhole_ReportsOnly()
    {
        using FilteredRows filtered = await DataValidation.FilterRowsAsync([Rows(1, 2)], (rules, _) => rules.RowCount(3), null, Token);
        filtered.Kept.Select(Numbers).ShouldBe([[1, 2]]);
        filtered.Rejected.ShouldBeEmpty();
        filtered.Report.Passed.ShouldBeFalse();
        await Should.ThrowAsync<ArgumentException>(async () => await DataValidation.FilterRowsAsync([], (rules, _) => rules.RowCount(3), null, Token));
    }

    private static RecordBatch Rows(params long?[] values) => Batches.Of(("x", Batches.Int64(values)));

    private static long?[] Numbers(RecordBatch batch) => [.. (Int64Array)batch.Column("x")];

    private static long[] SourceRows(RecordBatch batch) => [.. ((Int64Array)batch.Column("_source_row")).Select(row => row!.Value)];

    private static string?[] Reasons(RecordBatch batch) => [.. Enumerable.Range(0, batch.Length).Select(row => ColumnText.Of(batch.Column("_failed_checks"), row))];
}
