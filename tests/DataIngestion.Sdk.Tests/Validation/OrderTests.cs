using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class OrderTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<string, IArrowArray, int[], int[]> Columns => new()
    {
        { "int64", Batches.Int64(1, 2, 2, null, 1, 3), [4], [2, 4] },
        { "float64", Batches.Float64(1, 2, double.NaN, 2, null, 1.5, 3), [2, 5], [2, 3, 5] },
        { "decimal", Batches.Decimals(30, 2, -1.5m, -1.49m, -1.49m, -1.5m), [3], [2, 3] },
        { "date", Batches.Dates(new DateOnly(2024, 1, 1), new DateOnly(2023, 12, 31), new DateOnly(2024, 1, 1)), [1], [1] },
        { "timestamp", Batches.Times(true, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMicroseconds(-1)), [1], [1] },
        { "text by code point", Batches.Strings("Z", "a", null, "\uE000", "😀", "é"), [5], [5] },
        { "encoded text", Batches.Encoded("a", "b", "b", null, "a"), [4], [2, 4] },
        { "all missing", Batches.Int32(null, null), [], [] },
        { "empty", Batches.Int64(), [], [] },
        { "slice", Batches.Int64(9, 1, 3, 2).Slice(1, 3), [2], [2] },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void Increasing_EveryType_NamesRowsBelowTheirPredecessor(string name, IArrowArray column, int[] failing, int[] failingStrictly)
    {
        name.ShouldNotBeEmpty();
        Checks.Failing(v => v.Increasing("x"), column).ShouldBe(failing);
        Checks.Failing(v => v.Increasing("x", strictly: true), column).ShouldBe(failingStrictly);
    }

    [Fact]
    public void Decreasing_Numbers_NamesRowsAboveTheirPredecessor()
    {
        Checks.Failing(v => v.Decreasing("x"), Batches.Int32(3, 2, 2, 5, 4)).ShouldBe([3]);
        Checks.Failing(v => v.Decreasing("x", strictly: true), Batches.Int32(3, 2, 2, 5, 4)).ShouldBe([2, 3]);
        Checks.Failing(v => v.Decreasing("x"), Batches.Strings("b", "a", "ab")).ShouldBe([2]);
    }

    [Fact]
    public async Task Merge_FirstRowOfTheLaterPartTooSmall_CountsIt()
    {
        IValidator check = Checks.Validator(v => v.Increasing("x"));
        RecordBatch first = Batches.Of(("x", Batches.Strings("a", "c", null)));
        RecordBatch nothing = Batches.Of(("x", Batches.Strings(null, null)));
        RecordBatch last = Batches.Of(("x", Batches.Strings(null, "b", "a")));
        IValidation state = Observed(check, first);
        state.Merge(Observed(check, nothing));
        state.Merge(Observed(check, last));
        ValidationOutcome outcome = await state.CompleteAsync(Token);
        (outcome.RowsChecked, outcome.RowsFailed, outcome.RowsMissing).ShouldBe((8, 2, 4));
    }

    [Fact]
    public void Observe_SeveralBatches_ComparesAcrossTheirBorder()
    {
        RecordBatch batch = Batches.Of(("x", Batches.Strings("b", null)));
        RecordBatch next = Batches.Of(("x", Batches.Strings(null, "a")));
        IValidation state = Checks.Validator(v => v.Increasing("x")).Begin(new ValidationContext(batch.Schema));
        RowFailures failures = new();
        state.Observe(batch, failures);
        state.Observe(next, failures);
        failures.Rows.ShouldBe([1]);
    }

    [Fact]
    public void Begin_Booleans_NamesTheColumn() => Should
        .Throw<ArgumentException>(() => Checks.Failing(v => v.Increasing("x"), Batches.Booleans(true))).Message.ShouldContain("'x' of type boolean");

    private static IValidation Observed(IValidator check, RecordBatch batch)
    {
        IValidation state = check.Begin(new ValidationContext(new Schema([new Field("x", StringType.Default, true)], null)));
        state.Observe(batch, new RowFailures());
        return state;
    }
}
