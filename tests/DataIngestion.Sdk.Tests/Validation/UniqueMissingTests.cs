using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class UniqueMissingTests
{
    // Rows:                                  0     1     2  3     4     5     6  7
    private static readonly long?[] Left = [null, 1, null, 1, null, null, 0, 1];
    private static readonly string?[] Right = ["", null, null, null, null, "", "", "a"];

    [Theory]
    [InlineData(MissingRows.PassWhenAnyMissing, new int[0])]
    [InlineData(MissingRows.PassWhenAllMissing, new[] { 3, 5 })]
    [InlineData(MissingRows.Judge, new[] { 3, 4, 5 })]
    public void Unique_CombinationsWithMissingParts_FollowThePolicy(MissingRows missing, int[] expected) =>
        Failing(missing, Batches.Of(("a", Batches.Int64(Left)), ("b", Batches.Strings(Right)))).ShouldBe(expected);

    // Keys of up to 16 bytes are stored as they are; 0 beside a missing value is another key.
    [Theory]
    [InlineData(MissingRows.PassWhenAllMissing, new[] { 4 })]
    [InlineData(MissingRows.Judge, new[] { 4, 6 })]
    public void Unique_PackedKeys_TellZeroFromMissing(MissingRows missing, int[] expected) => Failing(
        missing,
        Batches.Of(
            ("a", new Int32Array.Builder().Append(0).AppendNull().AppendNull().Append(0).Append(0).Append(1).AppendNull().Build()),
            ("b", new Int32Array.Builder().Append(0).Append(0).AppendNull().AppendNull().Append(0).Append(0).AppendNull().Build()))).ShouldBe(expected);

    [Fact]
    public void Unique_SlicedColumns_JudgeTheSlice()
    {
        using RecordBatch batch = Batches.Of(("a", Batches.Int64(Left)), ("b", Batches.Strings(Right)));
        using RecordBatch part = batch.SliceShared(2, 4);

        Failing(MissingRows.Judge, part).ShouldBe([2]);
        Failing(MissingRows.PassWhenAllMissing, part).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unique_AllMissing_AreCountedAsMissing()
    {
        RecordBatch batch = Batches.Of(("a", Batches.Int64(Left)), ("b", Batches.Strings(Right)));
        IValidation state = Validator(MissingRows.PassWhenAllMissing).Begin(new ValidationContext(batch.Schema));
        state.Observe(batch, new RowFailures());

        ValidationOutcome outcome = await state.CompleteAsync(TestContext.Current.CancellationToken);

        (outcome.RowsChecked, outcome.RowsFailed, outcome.RowsMissing).ShouldBe((8, 2, 2));
    }

    private static IValidator Validator(MissingRows missing) => Checks.Validator(v => v.Unique(["a", "b"], DuplicateRows.AllButFirst, missing));

    private static IReadOnlyList<int> Failing(MissingRows missing, RecordBatch batch)
    {
        RowFailures failures = new();
        Validator(missing).Begin(new ValidationContext(batch.Schema)).Observe(batch, failures);
        return failures.Rows;
    }
}
