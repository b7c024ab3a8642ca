using System.Globalization;
using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>The state of a check of one column, row by row.</summary>
/// <param name="column">The column.</param>
/// <param name="expectation">What is expected, in words.</param>
/// <param name="kernel">Finds the failing rows.</param>
/// <param name="judgesMissing">Whether missing values are judged like any other.</param>
internal sealed class RowValidation(string column, string expectation, ColumnKernel kernel, bool judgesMissing = false) : IValidation
{
    private long _checked;
    private long _failed;
    private long _missing;

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        int before = failures.Rows.Count;
        IArrowArray array = batch.Column(column);
        kernel(array, failures);
        GC.KeepAlive(array);
        _missing += judgesMissing ? 0 : array.NullCount;
        _checked += batch.Length;
        _failed += failures.Rows.Count - before;
    }

    public void Merge(IValidation other)
    {
        RowValidation state = Same(this, other);
        _checked += state._checked;
        _failed += state._failed;
        _missing += state._missing;
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Outcome(_checked, _failed, expectation, _missing));
    }

    public static ValidationOutcome Outcome(long rows, long failed, string expectation, long missing = 0) =>
        new(failed == 0, rows, failed, string.Create(CultureInfo.InvariantCulture, $"Expected {expectation}; {failed} of {rows} rows fail.")) { RowsMissing = missing };

    public static TState Same<TState>(TState _, IValidation other)
        where TState : class, IValidation =>
        other as TState ?? throw new ArgumentException("Only a state of the same rule can be merged.", nameof(other));
}
