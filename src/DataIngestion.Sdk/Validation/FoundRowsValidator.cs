using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>The second pass of a check that knows its failing rows by their place among all rows that it saw.</summary>
/// <param name="first">The check.</param>
/// <param name="failing">The failing rows, counted from 0.</param>
/// <param name="outcome">The outcome, given the numbers of rows and of failing rows.</param>
internal sealed class FoundRowsValidator(IValidator first, OrdinalSet failing, Func<long, long, ValidationOutcome> outcome) : IValidator
{
    public string Name => first.Name;

    public IReadOnlyList<string> Columns => first.Columns;

    public CheckScope Scope => CheckScope.Row;

    public bool IsOrdered => true;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context) => new State(failing, outcome);

    private sealed class State(OrdinalSet failing, Func<long, long, ValidationOutcome> outcome) : IValidation
    {
        private long _rows;
        private long _failed;

        public void Observe(RecordBatch batch, RowFailures failures)
        {
            foreach (long ordinal in failing.Between(_rows, _rows + batch.Length))
            {
                failures.Add((int)(ordinal - _rows));
                _failed++;
            }

            _rows += batch.Length;
        }

        public void Merge(IValidation other) =>
            throw new InvalidOperationException("The second pass of this check counts rows from the first one on, so a single state sees them all.");

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(outcome(_rows, _failed));
        }
    }
}
