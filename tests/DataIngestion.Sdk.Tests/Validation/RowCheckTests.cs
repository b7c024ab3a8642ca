using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class RowCheckTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public void NotNull_SlicedArray_FindsTheMissingRows()
    {
        Checks.Failing(v => v.NotNull("x"), ArrowArrayFactory.Slice(Batches.Strings(null, "a", null, "", null), 1, 3)).ShouldBe([1]);
        Checks.Failing(v => v.NotNull("x"), Batches.Float64(double.NaN, 1)).ShouldBeEmpty();
    }

    [Fact]
    public void OneOf_TextAndNumbers_PassesMembersAndMissing()
    {
        Checks.Failing(v => v.OneOf("x", "OH", "IN"), Batches.Strings("OH", "oh", null, "IN", "")).ShouldBe([1, 4]);
        Checks.Failing(v => v.OneOf("x", 1, 2, 1L << 60), Batches.Int64(1, 3, null, 1L << 60, (1L << 60) + 1)).ShouldBe([1, 4]);
        Checks.Failing(v => v.OneOf("x", 0.1, 1d), Batches.Decimals(9, 2, 0.1m, 0.11m, 1m)).ShouldBe([1]);
        Checks.Failing(v => v.OneOf("x", 0.5m), Batches.Int32(0, 1)).ShouldBe([0, 1]);
        Checks.Failing(v => v.OneOf("x", 0.1), Batches.Float32(0.1f, float.NaN)).ShouldBe([1]);
    }

    [Fact]
    public void OneOf_LongListsThatBeginAlike_HaveDifferentNames()
    {
        string[] many = [.. Enumerable.Range(0, 100).Select(number => $"value {number}")];
        ValidationBuilder builder = new ValidationBuilder().OneOf("x", many).OneOf("x", [.. many, "one more"]);
        builder.Build().Count.ShouldBe(2);
        builder.Build()[0].Validator.Name.Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void Matches_Pattern_SearchesUnlessAnchored()
    {
        StringArray x = Batches.Strings("POL-123", "pol-123", "a POL-123", null, "");
        Checks.Failing(v => v.Matches("x", "^POL-[0-9]+$"), x).ShouldBe([1, 2, 4]);
        Checks.Failing(v => v.Matches("x", "POL-[0-9]+"), x).ShouldBe([1, 4]);
        Checks.Failing(v => v.Matches("x", "^pol", new MatchesOptions { IgnoreCase = true }), x).ShouldBe([2, 4]);
        Checks.Failing(v => v.Matches("x", "^é{400}$"), Batches.Strings(new string('é', 400), new string('é', 401))).ShouldBe([1]);
    }

    [Fact]
    public void Matches_FaultyPattern_NamesItWhenTheRuleIsAdded() =>
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Matches("x", "a(b")).Message.ShouldContain("'a(b'");

    [Fact]
    public async Task Matches_NestedRepetition_IsLinear()
    {
        IValidator check = Checks.Validator(v => v.Matches("x", "^(a+)+$"));
        RecordBatch batch = Batches.Of(("x", Batches.Strings(new string('a', 5000) + "!")));
        ValidationOutcome outcome = await Observe(check, batch);
        outcome.RowsFailed.ShouldBe(1);
        outcome.Message.ShouldNotContain("longer than");
    }

    [Theory]
    [InlineData(@"^(\w+)+\1!$")]
    [InlineData("^(?=[0-9])([0-9]+)*$")]
    [InlineData("^(?!b)(a|aa)+$")]
    public void Matches_PatternThatBacktracksCatastrophically_IsRefusedWhenTheRuleIsAdded(string pattern) =>
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Matches("x", pattern)).Message.ShouldContain($"'{pattern}' for the column 'x' backtracks catastrophically");

    [Theory]
    [InlineData(@"^(?=.*\d)(?=.*[a-z]).{8,}$")]
    [InlineData(@"^(['""]).*\1$")]
    [InlineData(@"(?<!\d)\d{5}(?:-\d{4})?(?!\d)")]
    public void Matches_HarmlessPatternWithLookAround_IsTaken(string pattern) => new ValidationBuilder().Matches("x", pattern).Rules.Count.ShouldBe(1);

    [Fact]
    public async Task Matches_SlowPatternWithLookAround_IsAReportedFailure()
    {
        // The cube of the length: nothing for short values.
        IValidator check = Checks.Validator(v => v.Matches("x", "^(?=a)[a-c]*[a-d]*[a-e]*!$", new MatchesOptions { MatchTimeout = TimeSpan.FromMilliseconds(20) }));
        RecordBatch batch = Batches.Of(("x", Batches.Strings("aa!", new string('a', 20_000) + "?")));
        ValidationOutcome outcome = await Observe(check, batch);
        outcome.Passed.ShouldBeFalse();
        outcome.RowsFailed.ShouldBe(1);
        outcome.Message.ShouldContain("1 of them took longer than 20 ms");
    }

    [Fact]
    public async Task RowCount_OutsideTheBounds_SaysBoth()
    {
        RecordBatch three = Batches.Of(("x", Batches.Int64(1, 2, 3)));
        (await Observe(Checks.Validator(v => v.RowCount(3, 3)), three)).Passed.ShouldBeTrue();
        (await Observe(Checks.Validator(v => v.RowCount(0, 2)), three)).Passed.ShouldBeFalse();
        ValidationOutcome outcome = await Observe(Checks.Validator(v => v.RowCount(4)), three);
        outcome.Passed.ShouldBeFalse();
        outcome.Message.ShouldBe("Expected at least 4 rows; there are 3.");
    }

    [Fact]
    public async Task HasColumns_MissingAndOfAnotherType_NamesAll()
    {
        RecordBatch batch = Batches.Of(("x", Batches.Int64(1)), ("y", Batches.Strings("a")));
        (await Observe(Checks.Validator(v => v.HasColumns("x", "y")), batch)).Passed.ShouldBeTrue();
        (await Observe(Checks.Validator(v => v.HasColumns(("x", ColumnType.Int64))), batch)).Passed.ShouldBeTrue();
        ValidationOutcome outcome = await Observe(Checks.Validator(v => v.HasColumns(("x", ColumnType.String), ("z", ColumnType.Int64))), batch);
        outcome.Passed.ShouldBeFalse();
        outcome.Message.ShouldContain("'x' is int64 instead of string");
        outcome.Message.ShouldContain("'z' is missing");
    }

    [Fact]
    public async Task Unique_AllButTheFirst_FailAndMissingPasses()
    {
        RecordBatch batch = Batches.Of(("x", Batches.Int64(1, null, 1, null, 2, 1)), ("y", Batches.Strings("a", "a", "a", "a", "a", "b")));
        IValidation state = Checks.Validator(v => v.Unique("x", "y")).Begin(new ValidationContext(batch.Schema));
        RowFailures failures = new();
        state.Observe(batch, failures);
        failures.Rows.ShouldBe([2]);
        (await state.CompleteAsync(Token)).RowsFailed.ShouldBe(1);
    }

    private static ValueTask<ValidationOutcome> Observe(IValidator check, RecordBatch batch)
    {
        IValidation state = check.Begin(new ValidationContext(batch.Schema));
        state.Observe(batch, new RowFailures());
        return state.CompleteAsync(Token);
    }
}
