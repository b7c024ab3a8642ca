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

    public IValidation Begin(ValidationContext context)
    {
        foreach (string column in columns)
        {
            SchemaColumns.Require(context.Schema, column, Name);
        }

        return new UniqueValidation(new KeyIndex(context.Schema, columns, KeyIndexOptions.Unlimited, _seed, skipMissing: true));
    }
}

internal sealed class UniqueValidation(KeyIndex index) : IValidation
{
    private readonly List<int> _duplicates = [];

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        _duplicates.Clear();
        index.Observe(batch, _duplicates);
        foreach (int row in _duplicates)
        {
            failures.Add(row);
        }
    }

    public void Merge(IValidation other)
    {
        index.Merge(RowValidation.Same(this, other).Index);
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        KeyOutcome outcome = index.Complete(cancellationToken);
        index.Dispose();
        return ValueTask.FromResult(RowValidation.Outcome(
            index.Rows, outcome.Duplicates.Count, $"each combination of {string.Join(", ", index.Columns)} at most once"));
    }

    private KeyIndex Index => index;
}
