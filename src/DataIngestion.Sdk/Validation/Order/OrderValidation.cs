using Apache.Arrow;

namespace DataIngestion.Validation;

/// <remarks>A row is named only by the state that sees it after its predecessor. A merge finds whether the first value of the later part fails; that row is counted and not named.</remarks>
internal sealed class OrderValidation(string column, string expectation, OrderRun run) : IValidation
{
    private long _rows;
    private long _failed;
    private long _missing;

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        int before = failures.Rows.Count;
        IArrowArray array = batch.Column(column);
        run.Observe(array, failures);
        _rows += batch.Length;
        _missing += array.NullCount;
        _failed += failures.Rows.Count - before;
    }

    public void Merge(IValidation other)
    {
        OrderValidation later = RowValidation.Same(this, other);
        _failed += later._failed + (run.Append(later.Run) ? 1 : 0);
        _rows += later._rows;
        _missing += later._missing;
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(RowValidation.Outcome(_rows, _failed, expectation, _missing));
    }

    private OrderRun Run => run;
}
