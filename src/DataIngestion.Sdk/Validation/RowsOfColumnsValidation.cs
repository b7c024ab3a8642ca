using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Judges rows by the values of several columns. Used by one thread at a time.</summary>
internal interface IRowsOfColumnsKernel
{
    /// <summary>Judges all rows by the values that are not missing.</summary>
    void Check(ReadOnlySpan<IArrowArray> arrays, int rows, Span<bool> fails);

    /// <summary>Whether a row fails in which so many values are missing, given the verdict on the others.</summary>
    bool Fails(bool byOthers, int missing);
}

/// <summary>The state of a check of several columns, row by row.</summary>
internal sealed class RowsOfColumnsValidation(IReadOnlyList<string> columns, string expectation, MissingRows policy, IRowsOfColumnsKernel kernel) : IValidation
{
    private readonly IArrowArray[] _arrays = new IArrowArray[columns.Count];
    private readonly MissingPolicy _missingOf = new(policy, columns.Count);
    private bool[] _fails = [];
    private long _rows;
    private long _failed;
    private long _missing;

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        int rows = batch.Length;
        for (int column = 0; column < _arrays.Length; column++)
        {
            _arrays[column] = batch.Column(columns[column]);
        }

        _fails = _fails.Length < rows ? new bool[rows] : _fails;
        Span<bool> fails = _fails.AsSpan(0, rows);
        kernel.Check(_arrays, rows, fails);
        if (_missingOf.Count(_arrays, rows))
        {
            JudgeMissing(fails);
        }

        Report(fails, failures);
        _rows += rows;
        GC.KeepAlive(batch);
        System.Array.Clear(_arrays);
    }

    public void Merge(IValidation other)
    {
        RowsOfColumnsValidation state = RowValidation.Same(this, other);
        _rows += state._rows;
        _failed += state._failed;
        _missing += state._missing;
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(RowValidation.Outcome(_rows, _failed, expectation, _missing));
    }

    private void JudgeMissing(Span<bool> fails)
    {
        for (int row = 0; row < fails.Length; row++)
        {
            int missing = _missingOf.Of(row);
            if (missing > 0)
            {
                bool judged = _missingOf.IsJudged(row);
                fails[row] = judged && kernel.Fails(fails[row], missing);
                _missing += judged ? 0 : 1;
            }
        }
    }

    private void Report(ReadOnlySpan<bool> fails, RowFailures failures)
    {
        for (int row = fails.IndexOf(true); row >= 0 && row < fails.Length;)
        {
            failures.Add(row);
            _failed++;
            int next = fails[(row + 1)..].IndexOf(true);
            row = next < 0 ? -1 : row + 1 + next;
        }
    }
}
