using System.Globalization;
using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class RowCountValidator(long? minimum, long? maximum) : IValidator
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"row_count({minimum}, {maximum})");

    public IReadOnlyList<string> Columns => [];

    public CheckScope Scope => CheckScope.Delivery;

    public IValidation Begin(Schema schema) => new Validation(minimum, maximum);

    private sealed class Validation(long? minimum, long? maximum) : IValidation
    {
        private long _rows;

        public void Observe(RecordBatch batch, RowFailures failures) => _rows += batch.Length;

        public void Merge(IValidation other) => _rows += ((Validation)other)._rows;

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
        {
            bool passed = (minimum is null || _rows >= minimum) && (maximum is null || _rows <= maximum);
            string expected = (minimum, maximum) switch
            {
                ({ }, null) => $"at least {minimum:N0} rows",
                (null, { }) => $"at most {maximum:N0} rows",
                _ => $"{minimum:N0} to {maximum:N0} rows",
            };
            return new(new ValidationOutcome(passed, _rows, 0, $"{expected} are expected and there are {_rows:N0}"));
        }
    }
}
