using System.Globalization;
using Apache.Arrow;

namespace DataIngestion.GreatExpectations;

/// <summary>Requires a column at a place among the columns, counted from 0.</summary>
internal sealed class ColumnPlaceValidator(string column, long place) : IValidator
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"column({column} at {place})");

    public IReadOnlyList<string> Columns { get; } = [column];

    public CheckScope Scope => CheckScope.Delivery;

    public IValidation Begin(ValidationContext context) => new State(column, place, context.Schema.GetFieldIndex(column));

    private sealed class State(string column, long place, int found) : IValidation
    {
        private long _rows;

        public void Observe(RecordBatch batch, RowFailures failures) => _rows += batch.Length;

        public void Merge(IValidation other) =>
            _rows += (other as State ?? throw new ArgumentException("Only a state of the same rule can be merged.", nameof(other)))._rows;

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string message = string.Create(CultureInfo.InvariantCulture, $"Expected the column '{column}' at {place}; it is {(found < 0 ? "not there" : $"at {found}")}.");
            return ValueTask.FromResult(new ValidationOutcome(found == place, _rows, 0, message));
        }
    }
}
