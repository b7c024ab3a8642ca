using System.Globalization;
using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class RowCountValidator(long minimum, long maximum) : IValidator
{
    public string Name => maximum == long.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"row_count({minimum}, …)")
        : string.Create(CultureInfo.InvariantCulture, $"row_count({minimum}, {maximum})");

    public IReadOnlyList<string> Columns => [];

    public CheckScope Scope => CheckScope.Delivery;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context) => new RowCountValidation(minimum, maximum);
}

internal sealed class RowCountValidation(long minimum, long maximum) : IValidation
{
    private long _rows;

    public void Observe(RecordBatch batch, RowFailures failures) => _rows += batch.Length;

    public void Merge(IValidation other) => _rows += RowValidation.Same(this, other)._rows;

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string expected = maximum == long.MaxValue ? $"at least {minimum}" : $"{minimum} to {maximum}";
        return ValueTask.FromResult(new ValidationOutcome(
            _rows >= minimum && _rows <= maximum, _rows, 0, string.Create(CultureInfo.InvariantCulture, $"Expected {expected} rows; there are {_rows}.")));
    }
}
