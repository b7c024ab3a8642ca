using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>One batch of a chunk after contract, rules and mask, until it is published.</summary>
internal sealed class CheckedBatch(string origin, long firstRow, RecordBatch masked, RowVerdicts verdicts) : IDisposable
{
    private bool _released;

    public string Origin => origin;

    public long FirstRow => firstRow;

    public int Rows { get; } = masked.Length;

    public RecordBatch Masked => masked;

    public RowVerdicts Verdicts => verdicts;

    /// <summary>The rows before the mask, for rules that have to see all rows in order.</summary>
    public RecordBatch? Typed { get; init; }

    /// <summary>The keys of the rows that are not rejected, or null without a key.</summary>
    public KeyBlock? Keys { get; init; }

    /// <summary>The rejected rows as they go to quarantine, or null when there are none.</summary>
    public RecordBatch? Quarantined { get; set; }

    /// <summary>The reasons that these rows carry; rows may be rejected later for more.</summary>
    public int ReasonsInQuarantine { get; init; }

    /// <summary>Gives back the rows that were published.</summary>
    public void Release()
    {
        if (_released)
        {
            return;
        }

        _released = true;
        Typed?.Dispose();
        Keys?.Dispose();
        masked.Dispose();
    }

    public void Dispose()
    {
        Release();
        Quarantined?.Dispose();
    }
}
