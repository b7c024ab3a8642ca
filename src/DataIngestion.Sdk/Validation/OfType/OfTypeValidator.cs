using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class OfTypeValidator(string column, IReadOnlyList<ColumnType> types) : IValidator
{
    public string Name => $"of_type({column}, {string.Join(", ", types)})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public CheckScope Scope => CheckScope.Delivery;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        string found = SchemaColumns.TypeName(SchemaColumns.Require(context.Schema, column, Name).DataType);
        return new OfTypeValidation(types.Any(type => type.ToString() == found), $"Expected {column} to be {string.Join(" or ", types)}; it is {found}.");
    }
}

internal sealed class OfTypeValidation(bool passed, string message) : IValidation
{
    private long _rows;

    public void Observe(RecordBatch batch, RowFailures failures) => _rows += batch.Length;

    public void Merge(IValidation other) => _rows += RowValidation.Same(this, other)._rows;

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new ValidationOutcome(passed, _rows, 0, message));
    }
}
