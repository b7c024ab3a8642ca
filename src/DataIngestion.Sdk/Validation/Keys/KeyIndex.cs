using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Finds keys that occur twice in a delivery, and those that the table has already.</summary>
/// <remarks>
/// <para>Any number of workers encode batches with <see cref="Encoder"/>; one thread at a time adds the blocks in the order of rows. The first row with a key is kept, whatever its place in a batch or block.</para>
/// <para>Memory: on average 26 bytes a key of at most 12 bytes and 39 bytes otherwise, up to the budget. Beyond it partitions are spilled: their keys take 24 bytes of disk, and their duplicates and matches are known in <see cref="Complete"/> only. What is found in all is the same with any budget, seed and number of threads.</para>
/// </remarks>
internal sealed class KeyIndex : IDisposable
{
    private readonly KeyIndexOptions _options;
    private readonly SpillFile _file;
    private readonly KeyPartitions _partitions;
    private readonly OrdinalSet _duplicates = new();
    private readonly List<long> _found = [];
    private readonly List<KeyMatch> _matches = [];
    private readonly bool _skipMissing;
    private KeyOutcome? _outcome;
    private long? _distinct;

    // With skipMissing, rows with a missing key part are passed over, as UNIQUE does in SQL. Without it they are a fault of the caller: a contract rejects them first.
    public KeyIndex(Schema schema, IReadOnlyList<string> columns, KeyIndexOptions? options = null, long? seed = null, bool skipMissing = false, bool namesFirstRows = false, MissingRows missing = MissingRows.PassWhenAnyMissing)
    {
        if (columns.Count == 0)
        {
            throw new ArgumentException("A key has at least one column.", nameof(columns));
        }

        _options = options ?? new KeyIndexOptions();
        _options.Check();
        long used = seed ?? KeySeed.Next();
        Columns = columns;
        Encoder = new KeyEncoder(schema, columns, "key", used, missing);
        _file = new SpillFile(_options);
        FirstRows = namesFirstRows ? new FirstRows() : null;
        _partitions = new KeyPartitions(new KeyStorage(new KeyHash(used), Depth: 0, Encoder.IsNarrow, _file) { FirstRows = FirstRows }, _options.MemoryBudget);
        _skipMissing = skipMissing;
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>Turns batches into blocks for this index, or for one with the same seed. Thread-safe.</summary>
    public KeyEncoder Encoder { get; }

    /// <summary>The distinct keys; before <see cref="Complete"/>, repeated ones among the spilled are counted each time.</summary>
    public long Count => _distinct ?? _partitions.Keys;

    /// <summary>The rows seen so far, also those that were excluded; the next row has this ordinal.</summary>
    public long Rows { get; private set; }

    /// <summary>The first rows of keys that repeat, or null where they were not asked for; all of them after <see cref="Complete"/>.</summary>
    public FirstRows? FirstRows { get; }

    /// <summary>The rows that were passed over because a part of their key is missing.</summary>
    public long RowsMissing { get; private set; }

    /// <summary>Whether keys are stored as they are. Hashed keys have a chance of a false duplicate below 2^-64 at 10^9 keys.</summary>
    public bool IsExact => Encoder.IsPacked;

    /// <summary>The memory of the keys in bytes.</summary>
    public long Bytes => _partitions.Bytes;

    /// <summary>How many of the 256 partitions are spilled.</summary>
    public int SpilledPartitions => _partitions.Spilled;

    /// <summary>The file of spilled keys.</summary>
    public SpillFile File => _file;

    /// <summary>Says how many keys may come in all, which saves the time of growing; a wrong number costs memory up to the budget or time, nothing else.</summary>
    public void Expect(long keys)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keys);
        _partitions.Expect(keys);
    }

    /// <summary>Encodes and adds a batch.</summary>
    /// <param name="batch">The next rows.</param>
    /// <param name="duplicates">Receives the rows, in ascending order, whose key is there already and not spilled.</param>
    /// <param name="excluded">Rows that do not count.</param>
    public void Observe(RecordBatch batch, List<int> duplicates, params ReadOnlySpan<int> excluded)
    {
        using KeyBlock block = Encoder.Encode(batch);
        block.Exclude(excluded);
        Add(block, duplicates);
    }

    /// <summary>Adds the block of the next rows.</summary>
    /// <param name="block">What <see cref="Encoder"/> made, without the rows that do not count.</param>
    /// <param name="duplicates">Receives the rows, in ascending order, whose key is there already and not spilled.</param>
    public void Add(KeyBlock block, List<int> duplicates)
    {
        Admit(block);
        _found.Clear();
        _partitions.Add(block, Rows, _found);
        _found.Sort();
        foreach (long ordinal in _found)
        {
            _duplicates.Add(ordinal);
            duplicates.Add((int)(ordinal - Rows));
        }

        Rows += block.Rows;
    }

    /// <summary>Adds the blocks of the next rows, in their order, on several threads. Their duplicates are part of what <see cref="Complete"/> returns.</summary>
    public void Add(IReadOnlyList<KeyBlock> blocks, CancellationToken cancellationToken)
    {
        long rows = 0;
        foreach (KeyBlock block in blocks)
        {
            Admit(block);
            rows += block.Rows;
        }

        MakeRoomFor(Rows + rows);
        _partitions.Add(blocks, Rows, _duplicates, _options.Degree, cancellationToken);
        Rows += rows;
    }

    /// <summary>Compares with keys of the table. Each ordinal of the delivery is reported once, here or in <see cref="Complete"/>.</summary>
    /// <param name="keysOfTable">What <see cref="Encoder"/> made of key columns of the table.</param>
    /// <param name="onMatch">Receives the delivery's ordinal and the row in <paramref name="keysOfTable"/>.</param>
    public void Probe(KeyBlock keysOfTable, Action<long, int> onMatch)
    {
        ThrowIfComplete();
        _matches.Clear();
        _partitions.Probe(keysOfTable, _matches);
        foreach (KeyMatch match in _matches.OrderBy(match => match.Row))
        {
            onMatch(match.Ordinal, (int)match.Row);
        }
    }

    /// <summary>Adds the rows, in ascending order, whose complete key was never added. For an index without a budget; several threads may ask once all keys are added.</summary>
    public void FindAbsent(KeyBlock block, List<int> absent)
    {
        if (SpilledPartitions > 0)
        {
            throw new InvalidOperationException("Keys that were spilled cannot be looked up.");
        }

        int before = absent.Count;
        _partitions.FindAbsent(block, absent);
        absent.Sort(before, absent.Count - before, null);
    }

    /// <summary>Takes over the keys of an index with the same columns and seed that saw later rows. Its duplicates among them are found here or in <see cref="Complete"/>.</summary>
    /// <param name="other">Not used afterwards.</param>
    public void Merge(KeyIndex other)
    {
        ThrowIfComplete();
        MakeRoomFor(Rows + other.Rows);
        RowsMissing += other.RowsMissing;
        if (other.FirstRows is not null)
        {
            FirstRows?.Add(other.FirstRows, Rows);
        }

        _found.Clear();
        _partitions.Merge(other._partitions, Rows, _found);
        _found.ForEach(ordinal => _duplicates.Add(ordinal));
        foreach (long ordinal in other._duplicates.InOrder())
        {
            _duplicates.Add(Rows + ordinal);
        }

        Rows += other.Rows;
        other.Dispose();
    }

    /// <summary>Ends adding and probing, and looks at what was spilled.</summary>
    public KeyOutcome Complete(CancellationToken cancellationToken = default)
    {
        if (_outcome is null)
        {
            long keys = _partitions.Keys;
            LateFindings late = new(_duplicates);
            _partitions.Resolve(late, _options.Degree, cancellationToken);
            _distinct = keys - late.Duplicates;
            _outcome = new KeyOutcome(_duplicates, late.Duplicates, late.Matches);
        }

        return _outcome;
    }

    public void Dispose()
    {
        _partitions.Dispose();
        _file.Dispose();
    }

    private void Admit(KeyBlock block)
    {
        ThrowIfComplete();
        MakeRoomFor(Rows + block.Rows);
        RowsMissing += block.Missing.Length;
        if (!_skipMissing && !block.Missing.IsEmpty)
        {
            throw new InvalidOperationException($"Row {block.Missing[0].Ordinal} of the batch has no complete key ({string.Join(", ", Columns)}); the contract rejects such rows before keys are compared.");
        }
    }

    // Spilled entries hold any ordinal.
    private void MakeRoomFor(long rows)
    {
        if (Encoder.IsNarrow && rows > NarrowSlot.MaxOrdinal + 1)
        {
            _partitions.SpillAll();
        }
    }

    private void ThrowIfComplete()
    {
        if (_outcome is not null)
        {
            throw new InvalidOperationException("The index is complete and takes no more keys.");
        }
    }
}
