using System.Globalization;
using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class ReferencesValidator(IReadOnlyList<string> columns, ReferenceKeys keys) : IValidator
{
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"references({string.Join(", ", columns)} in {keys.Name}({string.Join(", ", keys.Columns)}), {keys.Count} keys)");

    public IReadOnlyList<string> Columns => columns;

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        for (int at = 0; at < columns.Count; at++)
        {
            Field field = SchemaColumns.Require(context.Schema, columns[at], Name);
            string found = SchemaColumns.TypeName(WideColumns.TypeOf(field.DataType));
            string wanted = SchemaColumns.TypeName(keys.Keys.Schema.GetFieldByIndex(at).DataType);
            if (found != wanted)
            {
                throw new ArgumentException($"The rule '{Name}' compares the column '{field.Name}' ({found}) with '{keys.Columns[at]}' ({wanted}): give both the same type.");
            }
        }

        return new KeySetValidation(columns, $"each {string.Join(", ", columns)} to be a key of {keys.Name}", keys.Keys);
    }
}

/// <summary>Rows fail whose key is not in a set.</summary>
internal sealed class KeySetValidation(IReadOnlyList<string> columns, string expectation, KeySet keys) : IValidation
{
    private readonly List<int> _absent = [];
    private long _rows;
    private long _failed;
    private long _missing;

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        _absent.Clear();
        _missing += keys.FindAbsent(batch, columns, _absent);
        _absent.ForEach(failures.Add);
        _rows += batch.Length;
        _failed += _absent.Count;
    }

    public void Merge(IValidation other)
    {
        KeySetValidation state = RowValidation.Same(this, other);
        _rows += state._rows;
        _failed += state._failed;
        _missing += state._missing;
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(RowValidation.Outcome(_rows, _failed, expectation, _missing));
    }
}
