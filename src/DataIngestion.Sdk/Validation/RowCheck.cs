using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Judges the rows of one column.</summary>
internal interface IColumnKernel
{
    /// <summary>Adds the failing rows of the array; missing values pass unless the kernel is about them.</summary>
    void Judge(IArrowArray column, RowFailures failures);

    /// <summary>Anything a reader of the outcome must know beyond the counts, or null.</summary>
    string? Note => null;
}

/// <summary>The state of every check that judges one column row by row: the kernel does the work, this counts.</summary>
internal sealed class ColumnValidation(int column, IColumnKernel kernel, string expectation) : IValidation
{
    private long _rows;
    private long _failed;
    private string? _note;

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        int before = failures.Rows.Count;
        kernel.Judge(batch.Column(column), failures);
        GC.KeepAlive(batch);
        _rows += batch.Length;
        _failed += failures.Rows.Count - before;
    }

    public void Merge(IValidation other)
    {
        ColumnValidation later = (ColumnValidation)other;
        (_rows, _failed) = (_rows + later._rows, _failed + later._failed);
        _note ??= later.Note;
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default) =>
        new(new ValidationOutcome(_failed == 0, _rows, _failed, Note is null ? expectation : $"{expectation}; {Note}"));

    private string? Note => kernel.Note ?? _note;
}
