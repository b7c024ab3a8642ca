using Apache.Arrow;
using DataIngestion.Arrow;

namespace DataIngestion.Validation;

/// <summary>One state of a check with its figures, driven the way a pipeline does.</summary>
internal sealed class CheckState
{
    private readonly IValidator _validator;
    private readonly ValidationContext _context;
    private readonly RowFailures _failures = new();
    private readonly List<long> _failing = [];
    private long _rows;

    public CheckState(IValidator validator, Schema schema, IReadOnlyList<PastFigures> past)
    {
        _validator = validator;
        _context = new ValidationContext(schema) { Past = past };
        State = validator.Begin(_context);
    }

    public IValidation State { get; }

    public IReadOnlyList<long> Failing => _failing;

    /// <summary>Shows a batch to the check; returns the rows that it named, zero-based in the batch, as it named them.</summary>
    public IReadOnlyList<int> Observe(RecordBatch batch)
    {
        RecordBatch? decoded = null;
        RecordBatch Decoded() => decoded ??= batch.Arrays.Any(array => array is DictionaryArray) ? Rows.Decoded(batch) : batch;
        _failures.Clear();
        _context.Metrics.Observe(batch, Decoded);
        State.Observe(_validator.ReadsDictionaries ? batch : Decoded(), _failures);
        _failing.AddRange(_failures.Rows.Order().Select(row => _rows + row));
        _rows += batch.Length;
        return _failures.Rows;
    }

    public void Merge(CheckState later)
    {
        _context.Metrics.Merge(later._context.Metrics);
        State.Merge(later.State);
        _failing.AddRange(later._failing.Select(row => _rows + row));
        _rows += later._rows;
    }

    public async ValueTask<Verdict> CompleteAsync() => new(_failing, await State.CompleteAsync(CancellationToken.None).ConfigureAwait(false));
}
