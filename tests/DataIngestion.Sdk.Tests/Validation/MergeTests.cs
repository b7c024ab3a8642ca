using Apache.Arrow;
using CsCheck;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class MergeTests
{
    public static TheoryData<string, Action<ValidationBuilder>> Rules => new()
    {
        { "not_null", v => v.NotNull("number") },
        { "range", v => v.Range("number", 3, 12) },
        { "one_of", v => v.OneOf("text", "t1", "t2", "t3") },
        { "matches", v => v.Matches("text", "^t[0-5]$") },
        { "row_count", v => v.RowCount(30, 60) },
        { "has_columns", v => v.HasColumns("number", "absent") },
        { "unique packed", v => v.Unique("number") },
        { "unique hashed", v => v.Unique("number", "text") },
        { "unique all", v => v.Unique(["number"], DuplicateRows.All) },
        { "increasing", v => v.Increasing("number") },
        { "decreasing", v => v.Decreasing("text", strictly: true) },
        { "sum_equals", v => v.SumEquals(["number"], 7) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Merge_TwoStates_EqualsOneThatSawAll(string name, Action<ValidationBuilder> rule)
    {
        name.ShouldNotBeEmpty();
        IValidator check = Checks.Validator(rule);
        Gen.Int[0, 20].Array[0, 40].Select(Gen.Int[0, 20].Array[0, 40]).Sample((first, second) =>
        {
            RecordBatch a = Batch(first);
            RecordBatch b = Batch(second);
            IValidation sequential = Observed(check, a, b);
            IValidation left = Observed(check, a);
            left.Merge(Observed(check, b));
            Complete(left).ShouldBe(Complete(sequential));
        }, iter: 100, threads: 1);
    }

    [Fact]
    public void Merge_StateOfAnotherRule_Throws()
    {
        RecordBatch batch = Batch([1]);
        IValidation state = Checks.Validator(v => v.RowCount(1)).Begin(new ValidationContext(batch.Schema));
        Should.Throw<ArgumentException>(() => state.Merge(Checks.Validator(v => v.NotNull("number")).Begin(new ValidationContext(batch.Schema))));
    }

    private static IValidation Observed(IValidator check, params RecordBatch[] batches)
    {
        IValidation state = check.Begin(new ValidationContext(batches[0].Schema));
        foreach (RecordBatch batch in batches)
        {
            state.Observe(batch, new RowFailures());
        }

        return state;
    }

    private static ValidationOutcome Complete(IValidation state)
    {
        Task<ValidationOutcome> outcome = state.CompleteAsync(CancellationToken.None).AsTask();
        outcome.IsCompletedSuccessfully.ShouldBeTrue();
        return outcome.GetAwaiter().GetResult();
    }

    private static RecordBatch Batch(int[] numbers) => Batches.Of(
        ("number", Batches.Int64([.. numbers.Select(number => number == 0 ? (long?)null : number)])),
        ("text", Batches.Strings([.. numbers.Select(number => number == 1 ? null : $"t{number % 7}")])));
}
