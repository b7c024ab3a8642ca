using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Each broken validator fails the facts about what is broken in it.</summary>
public sealed class BrokenValidatorTests
{
    [Theory]
    [InlineData("nothing")]
    [InlineData("names a wrong row", "Observe_RowsOfTheCase_NamesTheFailingOnes")]
    [InlineData("ignores offsets", "Observe_SlicedBatch_EqualsItsCompactCopy")]
    [InlineData("forgets what it merges", "Merge_AnyParts_EqualsOneStateThatSawAll")]
    [InlineData("shares its counts", "Begin_TwoRuns_ShareNoState")]
    [InlineData("names rows twice", "Observe_NamedRows_AreDistinctAndInsideTheBatch")]
    [InlineData("counts wrongly", "CompleteAsync_Counts_AgreeWithTheRows")]
    [InlineData("ignores cancellation", "CompleteAsync_Cancelled_ThrowsOperationCanceled")]
    [InlineData("has a random name", "Name_SameConfiguration_IsTheSame")]
    [InlineData("fails missing values", "Observe_AllValuesMissing_PassesUnlessTheCheckIsAboutThem")]
    [InlineData("quotes values", "CompleteAsync_Message_HoldsNoValueOfTheData")]
    [InlineData("keeps batches", "Observe_Batch_IsNeitherDisposedNorKept")]
    [InlineData("takes any column", "Begin_ColumnIsNotThere_ThrowsArgumentExceptionNamingIt")]
    public async Task BrokenValidator_OneFault_FailsItsFact(string fault, string? fact = null)
    {
        string[] failing = await Suite.FailingAsync(() => new Broken(fault));
        if (fact is null)
        {
            failing.ShouldBeEmpty();
        }
        else
        {
            // A fault may show in other facts too.
            failing.ShouldContain(fact);
        }
    }

    private sealed class Broken(string fault) : ValidatorConformance
    {
        protected override IEnumerable<ValidatorCase> Cases() =>
            [ValidatorCase.ForRows(() => new AtMostTen(fault), Batches.Of(("x", Batches.Int64(5, 11, null, 10, 200))), 1, 4)];
    }

    private sealed class AtMostTen(string fault) : IValidator
    {
        private readonly State _shared = new(fault);

        public string Name { get; } = fault == "has a random name" ? Guid.NewGuid().ToString() : "at_most_ten(x)";

        public IReadOnlyList<string> Columns => ["x"];

        public CheckScope Scope => CheckScope.Row;

        public IValidation Begin(ValidationContext context) =>
            fault == "takes any column" || context.Schema.GetFieldByName("x")?.DataType is Apache.Arrow.Types.Int64Type
                ? fault == "shares its counts" ? _shared : new State(fault)
                : throw new ArgumentException("The check 'at_most_ten(x)' needs a column 'x' of type int64.");
    }

    private sealed class State(string fault) : IValidation
    {
        private readonly List<Int64Array> _kept = [];
        private long _rows;
        private long _failed;
        private long _missing;
        private string _seen = "";

        public void Observe(RecordBatch batch, RowFailures failures)
        {
            Int64Array numbers = (Int64Array)batch.Column("x");
            ReadOnlySpan<long> fromTheStart = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(numbers.ValueBuffer.Span);
            for (int row = 0; row < numbers.Length; row++)
            {
                long? value = fault == "ignores offsets" && numbers.IsValid(row) ? fromTheStart[row] : numbers.GetValue(row);
                if (value > 10 || (value is null && fault == "fails missing values"))
                {
                    _failed++;
                    _seen = $"{value}";
                    failures.Add(fault == "names a wrong row" ? row - 1 : row);
                    if (fault == "names rows twice")
                    {
                        failures.Add(row);
                    }
                }
            }

            _rows += numbers.Length;
            _missing += fault == "fails missing values" ? 0 : numbers.NullCount;
            if (fault == "keeps batches")
            {
                _kept.Add((Int64Array)ArrowArrayFactory.Slice(numbers, 0, numbers.Length));
                batch.Dispose();
            }
        }

        public void Merge(IValidation other)
        {
            State later = (State)other;
            if (fault != "forgets what it merges")
            {
                (_rows, _failed, _missing) = (_rows + later._rows, _failed + later._failed, _missing + later._missing);
            }
        }

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
        {
            if (fault != "ignores cancellation")
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            long rows = fault == "counts wrongly" ? _rows + 1 : _rows;
            string message = $"Expected at most ten; {_failed} of {rows} rows fail.{(fault == "quotes values" ? " " + _seen : "")}";
            return new(new ValidationOutcome(_failed == 0, rows, _failed, message) { RowsMissing = _missing });
        }
    }
}
