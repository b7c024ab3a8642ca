using Apache.Arrow;

namespace DataIngestion.GreatExpectations;

/// <summary>What remains of an expectation that no value can fail, such as one against an empty list of forbidden values: it counts.</summary>
internal sealed class EveryRowValidator(string name, string column) : IValidator
{
    public string Name => name;

    public IReadOnlyList<string> Columns { get; } = [column];

    public CheckScope Scope => CheckScope.Row;

    public IValidation Begin(ValidationContext context) => new State(column);

    private sealed class State(string column) : IValidation
    {
        private long _rows;
        private long _missing;

        public void Observe(RecordBatch batch, RowFailures failures)
        {
            _rows += batch.Length;
            _missing += batch.Column(column).NullCount;
        }

        public void Merge(IValidation other)
        {
            State state = other as State ?? throw new ArgumentException("Only a state of the same rule can be merged.", nameof(other));
            _rows += state._rows;
            _missing += state._missing;
        }

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(new ValidationOutcome(true, _rows, 0, "The suite lets every value pass.") { RowsMissing = _missing });
        }
    }
}
