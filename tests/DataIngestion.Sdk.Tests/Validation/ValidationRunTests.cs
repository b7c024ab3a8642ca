using System.Text.Json;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class ValidationRunTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly HashSet<string> NoMask = [];

    [Fact]
    public async Task Observe_QuarantineRule_RejectsRowsWithReasonAndSamples()
    {
        RecordBatch batch = Batches.Of(("age", Batches.Int64(15, 20, null, 200)));
        (IReadOnlyList<ValidationResult> results, RowVerdicts verdicts) = await Run(v => v.Range("age", 16, 110).Quarantine().NotNull("age").Warn(), batch, NoMask);
        verdicts.RejectedRows().ShouldBe([0, 3]);
        verdicts.ReasonsOf(3).ShouldBe(["range(age, 16, 110)"]);
        results[0].Passed.ShouldBeFalse();
        results[0].RowsFailed.ShouldBe(2);
        results[0].Samples.ShouldBe([new FailureSample("claims.csv", 101, "age", "15"), new FailureSample("claims.csv", 104, "age", "200")]);
        results[1].Samples.ShouldBe([new FailureSample("claims.csv", 103, "age", null)]);
        ValidationRun.Holds(results).ShouldBeFalse();
    }

    [Fact]
    public async Task Observe_HoldRule_HoldsAndKeepsSamplesBounded()
    {
        RecordBatch batch = Batches.Of(("age", Batches.Int64([.. Enumerable.Range(0, 50).Select(age => (long?)age)])));
        (IReadOnlyList<ValidationResult> results, RowVerdicts verdicts) = await Run(v => v.Range("age", 100, null), batch, NoMask);
        verdicts.Rejected.ShouldBe(0);
        results[0].RowsFailed.ShouldBe(50);
        results[0].Samples.Count.ShouldBe(5);
        ValidationRun.Holds(results).ShouldBeTrue();
    }

    [Fact]
    public async Task Observe_RowThatTheContractRejected_GetsTheRulesReasonToo()
    {
        RecordBatch batch = Batches.Of(("age", Batches.Int64(1, 2)));
        RowVerdicts verdicts = new();
        verdicts.Begin(2);
        verdicts.Reject(0, "contract");
        ValidationRun run = new(Rules(v => v.Range("age", 5, null).Quarantine()), batch.Schema, new ValidationRunOptions());
        run.Observe(batch, "f", 1, verdicts);
        verdicts.ReasonsOf(0).ShouldBe(["contract", "range(age, 5, …)"]);
        (await run.CompleteAsync(Token))[0].RowsFailed.ShouldBe(2);
    }

    [Fact]
    public async Task CompleteAsync_MaskedColumns_NoTextHoldsTheirValues()
    {
        const string secret = "Zweitname-4711";
        RecordBatch batch = Batches.Of(("name", Batches.Strings(secret, secret, null)), ("ssn", Batches.Int64(987654321, 987654321, null)));
        (IReadOnlyList<ValidationResult> results, RowVerdicts verdicts) = await Run(
            v => v.Matches("name", "^x$").Quarantine().OneOf("name", "a").Range("name", null, "B").Range("ssn", 1, 5).OneOf("ssn", 1)
                .Unique("name", "ssn").NotNull("ssn").Add(new Faulty(batchText => throw new FormatException($"cannot read {batchText}"))),
            batch, new HashSet<string> { "name", "ssn" });
        string everything = JsonSerializer.Serialize(results) + string.Join('\n', verdicts.ReasonsOf(0));
        everything.ShouldNotContain(secret);
        everything.ShouldNotContain("987654321");
        results.ShouldAllBe(result => !result.Passed);
        results[0].Samples[0].Value.ShouldBe("(masked)");
        results[^1].Message.ShouldContain("System.FormatException");
    }

    [Fact]
    public async Task Observe_ValidatorThatThrows_IsAFailedResultThatHolds()
    {
        RecordBatch batch = Batches.Of(("name", Batches.Strings("a")));
        (IReadOnlyList<ValidationResult> results, _) = await Run(
            v => v.Add(new Faulty(_ => throw new FormatException("no luck"))).Quarantine().NotNull("name"), batch, NoMask);
        results[0].Passed.ShouldBeFalse();
        results[0].Message.ShouldContain("faulty");
        results[0].Message.ShouldContain("System.FormatException: no luck");
        results[0].OnFailure.ShouldBe(FailureAction.Hold);
        ValidationRun.Holds(results).ShouldBeTrue();
        results[1].Passed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-1)]
    public async Task Observe_ValidatorThatNamesARowOutsideTheBatch_IsAFailedResult(int row)
    {
        RecordBatch batch = Batches.Of(("name", Batches.Strings("a")));
        (IReadOnlyList<ValidationResult> results, RowVerdicts verdicts) = await Run(v => v.Add(new Faulty(_ => row)).Quarantine(), batch, NoMask);
        verdicts.Rejected.ShouldBe(0);
        ValidationRun.Holds(results).ShouldBeTrue();
    }

    [Fact]
    public async Task CompleteAsync_QuarantineRuleThatNamesNoRows_Holds()
    {
        RecordBatch batch = Batches.Of(("name", Batches.Strings("a")));
        (IReadOnlyList<ValidationResult> results, _) = await Run(v => v.Add(new Faulty(_ => null)).Quarantine(), batch, NoMask);
        results[0].OnFailure.ShouldBe(FailureAction.Hold);
        ValidationRun.Holds(results).ShouldBeTrue();
    }

    [Fact]
    public void Observe_Cancellation_Propagates()
    {
        RecordBatch batch = Batches.Of(("name", Batches.Strings("a")));
        ValidationRun run = new(Rules(v => v.Add(new Faulty(_ => throw new OperationCanceledException()))), batch.Schema, new ValidationRunOptions());
        Should.Throw<OperationCanceledException>(() => run.Observe(batch, "f", 1, new RowVerdicts()));
    }

    [Fact]
    public async Task Observe_PatternThatTimesOutRowAfterRow_IsGivenUpAndHolds()
    {
        RecordBatch batch = Batches.Of(("x", Batches.Strings([.. Enumerable.Repeat(new string('a', 5_000) + "?", 150)])));
        MatchesOptions options = new() { MatchTimeout = TimeSpan.FromMilliseconds(1) };
        (IReadOnlyList<ValidationResult> results, _) = await Run(v => v.Matches("x", "^(?=a)[a-c]*[a-d]*[a-e]*!$", options).Quarantine(), batch, new HashSet<string> { "x" });
        results[0].Message.ShouldContain("given up");
        ValidationRun.Holds(results).ShouldBeTrue();
    }

    [Fact]
    public void Builder_DuplicateNameOrMisplacedPolicy_Throws()
    {
        Should.Throw<ArgumentException>(() => new ValidationBuilder().NotNull("x").NotNull("x").Build()).Message.ShouldContain("not_null(x)");
        Should.Throw<InvalidOperationException>(() => new ValidationBuilder().RowCount(1).Quarantine()).Message.ShouldContain("row_count");
        Should.Throw<InvalidOperationException>(() => new ValidationBuilder().Warn());
    }

    private static IReadOnlyList<ValidationRule> Rules(Action<ValidationBuilder> rules)
    {
        ValidationBuilder builder = new();
        rules(builder);
        return builder.Build();
    }

    private static async Task<(IReadOnlyList<ValidationResult>, RowVerdicts)> Run(Action<ValidationBuilder> rules, RecordBatch batch, IReadOnlySet<string> masked)
    {
        ValidationRun run = new(Rules(rules), batch.Schema, new ValidationRunOptions { Masked = masked });
        RowVerdicts verdicts = new();
        verdicts.Begin(batch.Length);
        run.Observe(batch, "claims.csv", 101, verdicts);
        return (await run.CompleteAsync(Token), verdicts);
    }

    // A validator as a third party might write it. The function gets the first name and returns a failing row, or none.
    private sealed class Faulty(Func<string?, int?> find) : IValidator, IValidation
    {
        public string Name => "faulty(name)";

        public IReadOnlyList<string> Columns => ["name"];

        public CheckScope Scope => CheckScope.Row;

        public IValidation Begin(ValidationContext context) => this;

        public void Observe(RecordBatch batch, RowFailures failures)
        {
            if (find(ColumnText.Of(batch.Column("name"), 0)) is { } row)
            {
                failures.Add(row);
            }
        }

        public void Merge(IValidation other)
        {
        }

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new ValidationOutcome(false, 1, 1, "Failed."));
    }
}
