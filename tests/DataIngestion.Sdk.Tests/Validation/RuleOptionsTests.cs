using System.Text.Json;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>What a rule adds to its check: tolerance, missing values, chosen rows, words of its own, shared work.</summary>
public sealed class RuleOptionsTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.51, false)]
    public async Task Mostly_ShareOfJudgedRows_Decides(double share, bool passes)
    {
        (IReadOnlyList<ValidationResult> results, _) = await Run(v => v.Range("age", 16, 110).Mostly(share), Ages());
        results[0].Passed.ShouldBe(passes);
        (results[0].RowsChecked, results[0].RowsMissing, results[0].RowsFailed).ShouldBe((5, 1, 2));
    }

    [Fact]
    public async Task Mostly_WithQuarantine_HoldsOnlyWhenTooManyRowsFail()
    {
        (IReadOnlyList<ValidationResult> results, RowVerdicts verdicts) = await Run(
            v => v.Range("age", 16, 110).Mostly(0.5).Quarantine().Range("age", 16, 110).Mostly(0.9).Quarantine(), Ages());
        verdicts.RejectedRows().ShouldBe([0, 3]);
        ValidationRun.Holds(results.Take(1)).ShouldBeFalse();
        ValidationRun.Holds(results.Skip(1)).ShouldBeTrue();
    }

    [Fact]
    public async Task MissingFails_RowWithoutValue_FailsAndIsJudged()
    {
        (IReadOnlyList<ValidationResult> results, RowVerdicts verdicts) = await Run(v => v.Range("age", 0, 200).MissingFails().Quarantine(), Ages());
        verdicts.RejectedRows().ShouldBe([2]);
        (results[0].Passed, results[0].RowsMissing, results[0].RowsFailed).ShouldBe((false, 0, 1));
        results[0].OnFailure.ShouldBe(FailureAction.Quarantine);
    }

    [Fact]
    public async Task Where_ChosenRows_AreTheOnlyOnesJudgedAndKeepTheirNumbers()
    {
        (IReadOnlyList<ValidationResult> results, RowVerdicts verdicts) = await Run(
            v => v.Range("age", 16, 110).Where(new EverySecond()).Quarantine(), Batches.Of(("age", Batches.Int64(1, 20, 2, 200, 30, 300))));
        verdicts.RejectedRows().ShouldBe([3, 5]);
        results[0].RowsChecked.ShouldBe(3);
        results[0].Samples.Select(sample => sample.Row).ShouldBe([104, 106]);
        results[0].Check.ShouldBe("range(age, 16, 110) where every second row");
    }

    [Fact]
    public async Task WithMessage_OnFailure_FillsThePlaceholders()
    {
        (IReadOnlyList<ValidationResult> results, _) = await Run(
            v => v.Range("age", 16, 110).WithMessage("{failed} of {rows} ages in {columns} are odd, {missing} missing."), Ages());
        results[0].Message.ShouldBe("2 of 5 ages in age are odd, 1 missing.");
    }

    [Fact]
    public void Builder_OptionsWhereTheyMakeNoSense_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ValidationBuilder().NotNull("x").Mostly(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new ValidationBuilder().NotNull("x").Mostly(double.NaN));
        Should.Throw<InvalidOperationException>(() => new ValidationBuilder().RowCount(1).Mostly(0.5)).Message.ShouldContain("row_count");
        Should.Throw<InvalidOperationException>(() => new ValidationBuilder().RowCount(1).MissingFails());
    }

    [Fact]
    public async Task Rules_OfTheSameCheck_RunItOnceAndJudgeEachForItself()
    {
        Counting counting = new();
        (IReadOnlyList<ValidationResult> results, _) = await Run(v => v.Add(counting).Mostly(0.1).Add(counting).Mostly(0.9).Add(counting).Warn(), Ages());
        counting.Observed.ShouldBe(1);
        results.Select(result => result.Passed).ShouldBe([true, false, false]);
        results.Select(result => result.Severity).ShouldBe([Severity.Error, Severity.Error, Severity.Warning]);
    }

    [Fact]
    public async Task Metrics_AskedForTwice_AreComputedOnceAndMergedAcrossForks()
    {
        RowTotal metric = new();
        IReadOnlyList<ValidationRule> rules = Rules(v => v.Add(new AtLeast(metric, 6)).Add(new AtLeast(metric, 11)));
        RecordBatch batch = Ages();
        ValidationRun run = new(rules, batch.Schema, new ValidationRunOptions());
        run.Observe(batch, "a", 1, Verdicts(batch));
        ValidationRun fork = run.Fork();
        fork.Observe(batch, "a", 6, Verdicts(batch));
        run.Merge(fork);
        IReadOnlyList<ValidationResult> results = await run.CompleteAsync(Token);
        metric.Observed.ShouldBe(2);
        results.Select(result => result.Passed).ShouldBe([true, false]);
        results[0].Observed!.Value.GetInt64().ShouldBe(10);
    }

    [Fact]
    public async Task Metrics_ThatThrow_FailTheChecksThatReadThemAlone()
    {
        (IReadOnlyList<ValidationResult> results, _) = await Run(v => v.Add(new AtLeast(new RowTotal { Fault = new FormatException("broken") }, 1)).NotNull("age").Mostly(0.5), Ages());
        results[0].Passed.ShouldBeFalse();
        results[0].Message.ShouldContain("broken");
        results[1].Passed.ShouldBeTrue();
    }

    private static RecordBatch Ages() => Batches.Of(("age", Batches.Int64(15, 20, null, 200, 30)));

    private static IReadOnlyList<ValidationRule> Rules(Action<ValidationBuilder> rules)
    {
        ValidationBuilder builder = new();
        rules(builder);
        return builder.Build();
    }

    private static RowVerdicts Verdicts(RecordBatch batch)
    {
        RowVerdicts verdicts = new();
        verdicts.Begin(batch.Length);
        return verdicts;
    }

    private static async Task<(IReadOnlyList<ValidationResult>, RowVerdicts)> Run(Action<ValidationBuilder> rules, RecordBatch batch)
    {
        ValidationRun run = new(Rules(rules), batch.Schema, new ValidationRunOptions());
        RowVerdicts verdicts = Verdicts(batch);
        run.Observe(batch, "claims.csv", 101, verdicts);
        return (await run.CompleteAsync(Token), verdicts);
    }

    private sealed class EverySecond : IRowCondition, IRowSelection
    {
        public string Text => "every second row";

        public IReadOnlyList<string> Columns => [];

        public IRowSelection Bind(Schema schema) => this;

        public void Choose(RecordBatch batch, ICollection<int> rows)
        {
            for (int row = 1; row < batch.Length; row += 2)
            {
                rows.Add(row);
            }
        }
    }

    private sealed class Counting : IValidator, IValidation
    {
        public int Observed { get; private set; }

        public string Name => "counting";

        public IReadOnlyList<string> Columns => ["age"];

        public CheckScope Scope => CheckScope.Row;

        public IValidation Begin(ValidationContext context) => this;

        public void Observe(RecordBatch batch, RowFailures failures)
        {
            Observed++;
            failures.Add(0);
            failures.Add(1);
        }

        public void Merge(IValidation other) => throw new NotSupportedException();

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new ValidationOutcome(false, 5, 2, "two"));
    }

    private sealed class RowTotal : IMetric<long>
    {
        public int Observed { get; set; }

        public Exception? Fault { get; init; }

        public string Name => "rows";

        public IReadOnlyList<string> Columns => [];

        public IMetricState<long> Begin(Schema schema) => new State(this);

        private sealed class State(RowTotal metric) : IMetricState<long>
        {
            private long _rows;

            public void Observe(RecordBatch batch)
            {
                metric.Observed++;
                _rows += metric.Fault is null ? batch.Length : throw metric.Fault;
            }

            public void Merge(IMetricState other) => _rows += ((State)other)._rows;

            public long Complete() => _rows;
        }
    }

    private sealed class AtLeast(IMetric<long> metric, long rows) : IValidator
    {
        public string Name => $"at_least({rows})";

        public IReadOnlyList<string> Columns => [];

        public CheckScope Scope => CheckScope.Delivery;

        public IValidation Begin(ValidationContext context) => new State(context.Require(metric), rows);

        private sealed class State(MetricReading<long> reading, long rows) : IValidation
        {
            public void Observe(RecordBatch batch, RowFailures failures)
            {
                // The metric looks at the batches.
            }

            public void Merge(IValidation other)
            {
                // The metric merges.
            }

            public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default) =>
                ValueTask.FromResult(new ValidationOutcome(reading.Value >= rows, reading.Value, 0, "rows") { Observed = JsonSerializer.SerializeToElement(reading.Value) });
        }
    }
}
