using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class UniqueValidator(IReadOnlyList<string> columns) : IValidator
{
    // States are merged, so all of them hash with the seed of their validator.
    private readonly long _seed = KeySeed.Next();

    public string Name => $"unique({string.Join(", ", columns)})";

    public IReadOnlyList<string> Columns => columns;

    public CheckScope Scope => CheckScope.Row;

    public bool IsOrdered => true;

    public bool ReadsDictionaries => true;

    public IValidation Begin(Schema schema)
    {
        foreach (string column in columns)
        {
            SchemaColumns.Require(schema, column, Name);
        }

        return new UniqueValidation(new KeyIndex(schema, columns, _seed, skipMissing: true));
    }
}

internal sealed class UniqueValidation(KeyIndex index) : IValidation
{
    private readonly List<int> _duplicates = [];
    private long _failed;

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        _duplicates.Clear();
        index.Observe(batch, _duplicates);
        _failed += _duplicates.Count;
        foreach (int row in _duplicates)
        {
            failures.Add(row);
        }
    }

    public void Merge(IValidation other)
    {
        UniqueValidation state = RowValidation.Same(this, other);
        _failed += state._failed + index.Merge(state.Index);
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(RowValidation.Outcome(
            index.Rows, _failed, $"each combination of {string.Join(", ", index.Columns)} at most once"));
    }

    private KeyIndex Index => index;
}
