using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Finds keys that occur twice in a delivery, and those that the table has already.</summary>
/// <remarks>Memory grows with the keys: 24 bytes a slot at a load between 3/8 and 3/4. Not thread-safe.</remarks>
internal sealed class KeyIndex
{
    private readonly KeyEncoder _encoder;
    private readonly KeyTable _table;
    private readonly KeyRanges _ranges;
    private readonly bool _skipMissing;

    // With skipMissing, rows with a missing key part are passed over, as UNIQUE does in SQL. Without it they are a fault of the caller: a contract rejects them first.
    public KeyIndex(Schema schema, IReadOnlyList<string> columns, long? seed = null, bool skipMissing = false)
    {
        if (columns.Count == 0)
        {
            throw new ArgumentException("A key has at least one column.", nameof(columns));
        }

        long used = seed ?? KeySeed.Next();
        Columns = columns;
        _encoder = new KeyEncoder(schema, columns, "key", used);
        _table = new KeyTable(used);
        _ranges = new KeyRanges(columns);
        _skipMissing = skipMissing;
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The distinct keys.</summary>
    public long Count => _table.Count;

    /// <summary>The rows seen so far, also those that were not included; the next row has this ordinal.</summary>
    public long Rows { get; private set; }

    /// <summary>Whether keys are stored as they are. Hashed keys have a chance of a false duplicate below 2^-64 at 10^9 keys.</summary>
    public bool IsExact => _encoder.IsPacked;

    /// <summary>The smallest and largest part of each key column, for pruning; columns of other types than integers, dates, timestamps and strings are left out.</summary>
    public IReadOnlyList<KeyRange> Ranges => _ranges.ToList();

    /// <summary>Adds the keys of the included rows; a row whose key is there already is added to <paramref name="duplicates"/>.</summary>
    public void Observe(RecordBatch batch, List<int> duplicates, Func<int, bool>? included = null)
    {
        ReadOnlySpan<UInt128> keys = _encoder.Encode(batch, out ReadOnlySpan<bool> missing);
        for (int row = 0; row < keys.Length; row++)
        {
            if (included is not null && !included(row))
            {
                continue;
            }

            if (missing[row])
            {
                ThrowUnlessSkipped(row);
                continue;
            }

            if (!_table.Add(keys[row], Rows + row))
            {
                duplicates.Add(row);
            }
        }

        _ranges.Observe(batch, missing, included);
        Rows += batch.Length;
    }

    /// <summary>Begins a new comparison with the table: every match is reported again.</summary>
    public void BeginProbe() => _table.ForgetMatches();

    /// <summary>Compares with keys of the table. Each ordinal of the delivery is reported once per comparison.</summary>
    /// <param name="keysOfTable">Key columns of the table.</param>
    /// <param name="onMatch">Receives the delivery's ordinal and the row in <paramref name="keysOfTable"/>.</param>
    public void Probe(RecordBatch keysOfTable, Action<long, int> onMatch)
    {
        ReadOnlySpan<UInt128> keys = _encoder.Encode(keysOfTable, out ReadOnlySpan<bool> missing);
        for (int row = 0; row < keys.Length; row++)
        {
            long ordinal = missing[row] ? -1 : _table.Match(keys[row]);
            if (ordinal >= 0)
            {
                onMatch(ordinal, row);
            }
        }
    }

    /// <summary>Takes over the keys of an index with the same columns and seed that saw later rows.</summary>
    /// <returns>How many of its keys were here already.</returns>
    public long Merge(KeyIndex other)
    {
        long duplicates = 0;
        foreach ((UInt128 key, long ordinal) in other._table.Entries())
        {
            duplicates += _table.Add(key, Rows + ordinal) ? 0 : 1;
        }

        _ranges.Merge(other._ranges);
        Rows += other.Rows;
        return duplicates;
    }

    private void ThrowUnlessSkipped(int row)
    {
        if (!_skipMissing)
        {
            throw new InvalidOperationException($"Row {row} of the batch has no complete key ({string.Join(", ", Columns)}); the contract rejects such rows before keys are compared.");
        }
    }
}
