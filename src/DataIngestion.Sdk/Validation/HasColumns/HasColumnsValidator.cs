using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class HasColumnsValidator(IReadOnlyList<(string Name, ColumnType? Type)> columns) : IValidator
{
    public string Name => $"has_columns({string.Join(", ", columns.Select(column => column.Type is null ? column.Name : $"{column.Name}: {column.Type}"))})";

    // None: the rule reads no values, and it is there to find that columns are missing.
    public IReadOnlyList<string> Columns => [];

    public CheckScope Scope => CheckScope.Delivery;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context) => new HasColumnsValidation([.. columns.Select(column => Fault(context.Schema, column)).OfType<string>()]);

    private static string? Fault(Schema schema, (string Name, ColumnType? Type) column)
    {
        int at = schema.GetFieldIndex(column.Name);
        if (at < 0)
        {
            return $"'{column.Name}' is missing";
        }

        string found = SchemaColumns.TypeName(schema.GetFieldByIndex(at).DataType);
        return column.Type is null || column.Type.ToString() == found ? null : $"'{column.Name}' is {found} instead of {column.Type}";
    }
}

internal sealed class HasColumnsValidation(IReadOnlyList<string> faults) : IValidation
{
    private readonly SortedSet<string> _faults = new(faults, StringComparer.Ordinal);
    private long _rows;

    public void Observe(RecordBatch batch, RowFailures failures) => _rows += batch.Length;

    public void Merge(IValidation other)
    {
        HasColumnsValidation state = RowValidation.Same(this, other);
        _rows += state._rows;
        _faults.UnionWith(state._faults);
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string message = _faults.Count == 0 ? "All expected columns are there." : $"The columns differ: {string.Join("; ", _faults)}.";
        return ValueTask.FromResult(new ValidationOutcome(_faults.Count == 0, _rows, 0, message));
    }
}
