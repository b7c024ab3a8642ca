using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class TwoPassTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly HashSet<string> NoMask = [];

    // scipy.stats.zscore([1..9, 30], ddof=1): the last is 2.7054, the first -0.7816.
    private static readonly double?[] Far = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30];

    [Fact]
    public async Task ZScore_ValueFarFromTheMean_IsNamedInTheSecondPass()
    {
        (await RunAsync(v => v.ZScore("x", 2.6), Batches.Float64(Far))).ShouldBe([9]);
        (await RunAsync(v => v.ZScore("x", 2.71), Batches.Float64(Far))).ShouldBeNull();
        (await RunAsync(v => v.ZScore("x", 2.6, doubleSided: false), Batches.Float64([.. Far.Select(value => -value)]))).ShouldBeNull();
        (await RunAsync(v => v.ZScore("x", 2.6), Batches.Float64([.. Far.Select(value => -value)]))).ShouldBe([9]);
    }

    [Fact]
    public async Task ZScore_DistanceOfExactlyTheThreshold_Fails()
    {
        // Mean 0, sample standard deviation 1.
        (await RunAsync(v => v.ZScore("x", 1), Batches.Int32(-1, 0, 1))).ShouldBe([0, 2]);
        (await RunAsync(v => v.ZScore("x", 1, doubleSided: false), Batches.Decimals(5, 2, -1m, 0m, 1m))).ShouldBe([2]);
    }

    [Fact]
    public async Task ZScore_MissingAndNotFinite_PassAndFail()
    {
        (await RunAsync(v => v.ZScore("x", 3), Batches.Float64(1, null, double.NaN, 2, double.NegativeInfinity))).ShouldBe([2, 4]);
        (await RunAsync(v => v.ZScore("x", 3), Batches.Float64(5, 5, double.NaN, 5))).ShouldBe([2]);
        (await RunAsync(v => v.ZScore("x", 3), Batches.Float64(5, 5, null))).ShouldBeNull();
        (await RunAsync(v => v.ZScore("x", 3), Batches.Float64(null, null))).ShouldBeNull();
        (await RunAsync(v => v.ZScore("x", 3), Batches.Float64())).ShouldBeNull();
    }

    [Fact]
    public async Task ZScore_ValuesWhoseSquaresOverflow_FailsAndSaysSo()
    {
        ValidationRun run = Observed(v => v.ZScore("x", 3), NoMask, Batches.Float64(1e200, -1e200, 3));
        ValidationResult result = (await run.CompleteAsync(Token)).ShouldHaveSingleItem();
        result.Passed.ShouldBeFalse();
        result.Message.ShouldContain("too large");
        run.SecondPassRules.ShouldBeEmpty();
    }

    [Fact]
    public void ZScore_ThresholdThatIsNoDistance_Throws()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ValidationBuilder().ZScore("x", 0));
        Should.Throw<ArgumentOutOfRangeException>(() => new ValidationBuilder().ZScore("x", double.NaN));
    }

    [Fact]
    public async Task Moments_ParallelParts_EqualThoseOfOneState()
    {
        // NIST StRD NumAcc4: mean 10000000.2, standard deviation 0.1.
        double[] values = [10000000.2, .. Enumerable.Range(0, 500).SelectMany(_ => new[] { 10000000.1, 10000000.3 })];
        Moments whole = Moments.Of(values);
        Moments parts = new();
        foreach (double[] part in values.Chunk(37))
        {
            parts.Merge(Moments.Of(part));
        }

        whole.StandardDeviation.ShouldBe(0.1, 1e-9);
        parts.StandardDeviation.ShouldBe(0.1, 1e-9);
        parts.Mean.ShouldBe(10000000.2, 1e-8);
        parts.Count.ShouldBe(1001);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task UniqueAll_Groups_NamesEveryMember()
    {
        (await RunAsync(v => v.Unique(["x"], DuplicateRows.All), Batches.Strings("a", "b", null, "a", "c", "b", "a", null))).ShouldBe([0, 1, 3, 5, 6]);
        (await RunAsync(v => v.Unique(["x"], DuplicateRows.All), Batches.Strings("a", "b", null))).ShouldBeNull();
    }

    [Fact]
    public async Task UniqueAll_Condition_CountsChosenRowsOnly()
    {
        (await RunAsync(v => v.Unique(["x"], DuplicateRows.All).Where(new EvenRows()), Batches.Int64(1, 2, 3, 2, 1, 1, 3, 9))).ShouldBe([0, 2, 4, 6]);
    }

    [Fact]
    public async Task UniqueAll_MaskedColumn_NamesRowsWithoutValues()
    {
        ValidationRun run = Observed(v => v.Unique(["x"], DuplicateRows.All), new HashSet<string> { "x" }, Batches.Strings("secret", "secret"));
        await run.CompleteAsync(Token);
        ValidationRun second = new(run.SecondPassRules, Schema(Batches.Strings("secret")), new ValidationRunOptions { Masked = new HashSet<string> { "x" } });
        second.Observe(Batches.Of(("x", Batches.Strings("secret", "secret"))), "f", 1, Verdicts(2));
        ValidationResult result = (await second.CompleteAsync(Token)).ShouldHaveSingleItem();
        result.Samples.Select(sample => sample.Value).ShouldBe(["(masked)", "(masked)"]);
        result.ToString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(200_000L)]
    public async Task UniqueAll_SpilledKeys_NamesEveryMember(long budget)
    {
        long[] ids = [.. Enumerable.Range(0, 60_000).Select(row => row % 7 == 0 ? row * 79L % 5_000 : row + 100_000)];
        int[] expected = [.. ids.Index().GroupBy(row => row.Item).Where(group => group.Count() > 1).SelectMany(group => group.Select(row => row.Index)).Order()];
        int[] repeated = [.. ids.Index().GroupBy(row => row.Item).SelectMany(group => group.Skip(1).Select(row => row.Index)).Order()];
        KeyIndexOptions memory = new() { MemoryBudget = budget };
        IArrowArray column = Batches.Int64([.. ids.Select(id => (long?)id)]);
        (await RunAsync(v => v.Add(new UniqueValidator(["x"], DuplicateRows.All, MissingRows.PassWhenAnyMissing, memory)), column)).ShouldBe(expected);
        (await RunAsync(v => v.Add(new UniqueValidator(["x"], DuplicateRows.AllButFirst, MissingRows.PassWhenAnyMissing, memory)), column)).ShouldBe(repeated);
        expected.Length.ShouldBeGreaterThan(repeated.Length);
    }

    [Fact]
    public async Task UniqueAll_MergedStates_FindsGroupsAcrossParts()
    {
        IValidator check = Checks.Validator(v => v.Unique(["x"], DuplicateRows.All));
        IValidation state = Part(check, 1, 2, 2);
        state.Merge(Part(check, 3, 1, 3));
        ValidationOutcome outcome = await state.CompleteAsync(Token);
        (outcome.RowsChecked, outcome.RowsFailed).ShouldBe((6, 6));
        IValidator second = ((ITwoPassValidator)check).ForSecondPass(state).ShouldNotBeNull();
        RowFailures failures = new();
        RecordBatch all = Batches.Of(("x", Batches.Int64(1, 2, 2, 3, 1, 3)));
        second.Begin(new ValidationContext(all.Schema)).Observe(all, failures);
        failures.Rows.ShouldBe([0, 1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task CompleteAsync_SecondPassThatAsksForAThird_FailsAndSaysSo()
    {
        ValidationRun run = Observed(v => v.Add(new Endless()).Quarantine(), NoMask, Batches.Int64(1));
        ValidationResult result = (await run.CompleteAsync(Token)).ShouldHaveSingleItem();
        (result.Passed, result.OnFailure).ShouldBe((false, FailureAction.Hold));
        result.Message.ShouldContain("asks for a third");
        run.SecondPassRules.ShouldBeEmpty();
    }

    /// <summary>The rows that two passes name, or null when one pass was enough and named none.</summary>
    internal static async Task<IReadOnlyList<int>?> RunAsync(Action<ValidationBuilder> rule, IArrowArray column)
    {
        ValidationRun first = Observed(rule, NoMask, column);
        ValidationResult before = (await first.CompleteAsync(Token)).ShouldHaveSingleItem();
        if (first.SecondPassRules.Count == 0)
        {
            before.Passed.ShouldBeTrue();
            return null;
        }

        before.Passed.ShouldBeFalse();
        ValidationRun run = new([.. first.SecondPassRules.Select(open => open with { OnFailure = FailureAction.Quarantine })], Schema(column), new ValidationRunOptions());
        RowVerdicts verdicts = Verdicts(column.Length);
        run.Observe(Batches.Of(("x", column)), "f", 1, verdicts);
        ValidationResult result = (await run.CompleteAsync(Token)).ShouldHaveSingleItem();
        result.Check.ShouldBe(before.Check);
        result.OnFailure.ShouldBe(FailureAction.Quarantine);
        (result.RowsFailed, result.RowsMissing, result.RowsChecked).ShouldBe((verdicts.Rejected, before.RowsMissing, before.RowsChecked));
        return verdicts.RejectedRows();
    }

    private static ValidationRun Observed(Action<ValidationBuilder> rule, HashSet<string> masked, IArrowArray column)
    {
        ValidationBuilder builder = new();
        rule(builder);
        ValidationRun run = new(builder.Build(), Schema(column), new ValidationRunOptions { Masked = masked });
        run.Observe(Batches.Of(("x", column)), "f", 1, Verdicts(column.Length));
        return run;
    }

    private static IValidation Part(IValidator check, params long?[] values)
    {
        RecordBatch batch = Batches.Of(("x", Batches.Int64(values)));
        IValidation state = check.Begin(new ValidationContext(batch.Schema));
        state.Observe(batch, new RowFailures());
        return state;
    }

    private static Schema Schema(IArrowArray column) => Batches.Of(("x", column)).Schema;

    private static RowVerdicts Verdicts(int rows)
    {
        RowVerdicts verdicts = new();
        verdicts.Begin(rows);
        return verdicts;
    }

    private sealed class Endless : ITwoPassValidator
    {
        public string Name => "endless";

        public IReadOnlyList<string> Columns => ["x"];

        public CheckScope Scope => CheckScope.Row;

        public IValidation Begin(ValidationContext context) => new RowValidation("x", "nothing", (_, _) => { });

        public IValidator? ForSecondPass(IValidation firstPass) => this;
    }

    private sealed class EvenRows : IRowCondition, IRowSelection
    {
        public string Text => "even rows";

        public IReadOnlyList<string> Columns => [];

        public IRowSelection Bind(Schema schema) => this;

        public void Choose(RecordBatch batch, ICollection<int> rows)
        {
            for (int row = 0; row < batch.Length; row += 2)
            {
                rows.Add(row);
            }
        }
    }
}
