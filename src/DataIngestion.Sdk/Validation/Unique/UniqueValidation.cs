using Apache.Arrow;

namespace DataIngestion.Validation;

/// <remarks>A merge finds rows of the later part that repeat earlier ones; it counts them and leaves it to a second pass to name them.</remarks>
internal sealed class UniqueValidation(KeyIndex index) : IValidation, IDisposable
{
    private readonly List<int> _duplicates = [];
    private long _named;

    public string Expectation => $"each combination of {string.Join(", ", index.Columns)} at most once";

    public long RowsMissing => index.RowsMissing;

    /// <summary>All failing rows of the completed check, or null when every one of them has been named.</summary>
    public OrdinalSet? Open { get; private set; }

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        _duplicates.Clear();
        index.Observe(batch, _duplicates);

        // Where whole groups fail, the second pass names all of their rows.
        if (index.FirstRows is null)
        {
            _named += _duplicates.Count;
            _duplicates.ForEach(failures.Add);
        }
    }

    public void Merge(IValidation other)
    {
        UniqueValidation later = RowValidation.Same(this, other);
        index.Merge(later.Index);
        _named += later._named;
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        OrdinalSet failing = index.Complete(cancellationToken).Duplicates;
        index.FirstRows?.CopyTo(failing);
        Open = failing.Count > _named ? failing : null;
        index.Dispose();
        return ValueTask.FromResult(RowValidation.Outcome(index.Rows, failing.Count, Expectation, RowsMissing));
    }

    public void Dispose() => index.Dispose();

    private KeyIndex Index => index;
}
