using System.Buffers;

namespace DataIngestion.Validation;

/// <summary>The keys whose hash begins alike: in a table, or once spilled, in the order of rows with the probes kept beside them. Not thread-safe.</summary>
internal sealed class KeyPartition(KeyStorage storage, int firstBuckets) : IDisposable
{
    // Less would be spent on the partitions of a partition.
    private const long SmallestMemory = 32 << 10;
    private KeyTable? _table;
    private SpilledKeys? _spilled;
    private SpilledKeys? _probes;

    public bool IsSpilled => _spilled is not null;

    public long Bytes => (_table?.Bytes ?? 0) + (_spilled?.Bytes ?? 0) + (_probes?.Bytes ?? 0);

    /// <summary>The distinct keys in memory and all that are spilled.</summary>
    public long Count => (_table?.Count ?? 0) + (_spilled?.Count ?? 0);

    public void Add(ReadOnlySpan<KeyEntry> entries, long firstOrdinal, List<long> duplicates)
    {
        if (_spilled is not null)
        {
            _spilled.Add(entries, firstOrdinal);
            return;
        }

        _table ??= KeyTable.Create(storage, firstBuckets);
        _table.Add(entries, firstOrdinal, duplicates);
    }

    public void Probe(ReadOnlySpan<KeyEntry> probes, List<KeyMatch> matches)
    {
        if (_spilled is not null)
        {
            _probes ??= new SpilledKeys(storage.File);
            _probes.Add(probes, firstOrdinal: 0);
            return;
        }

        _table?.Match(probes, matches);
    }

    /// <summary>Adds the ordinals of keys that are not here; for partitions in memory.</summary>
    public void FindAbsent(ReadOnlySpan<KeyEntry> probes, List<int> absent)
    {
        if (_table is not null)
        {
            _table.FindAbsent(probes, absent);
            return;
        }

        foreach (ref readonly KeyEntry probe in probes)
        {
            absent.Add((int)probe.Ordinal);
        }
    }

    /// <summary>Writes the table out. Its keys are distinct and precede all that follow, so their order does not matter.</summary>
    public void Spill()
    {
        _spilled = new SpilledKeys(storage.File);
        MoveTable(entries => _spilled.Add(entries, firstOrdinal: 0));
    }

    /// <summary>Moves all keys to <paramref name="target"/>, whose rows lie before.</summary>
    public void MoveTo(KeyPartition target, long firstOrdinal, List<long> duplicates)
    {
        MoveTable(entries => target.Add(entries, firstOrdinal, duplicates));
        if (_spilled is not null)
        {
            ForEach(_spilled, entries => target.Add(entries, firstOrdinal, duplicates), CancellationToken.None);
            _spilled.Clear();
        }
    }

    /// <summary>Finds the duplicates among spilled keys, and their matches, within <paramref name="memory"/>.</summary>
    public void Resolve(long memory, LateFindings findings, CancellationToken cancellationToken)
    {
        if (_spilled is not { Count: > 0 } spilled)
        {
            return;
        }

        long buckets = KeyTable.BucketsFor(spilled.Count);
        if (KeyTable.BytesOf(buckets, narrow: false) <= Math.Max(memory, SmallestMemory) || storage.Depth == KeyHash.MaxDepth)
        {
            ResolveInMemory(spilled, buckets, findings, cancellationToken);
        }
        else
        {
            Divide(spilled, memory, findings, cancellationToken);
        }

        spilled.Clear();
        _probes?.Clear();
    }

    public void Dispose() => _table?.Dispose();

    private void ResolveInMemory(SpilledKeys spilled, long buckets, LateFindings findings, CancellationToken cancellationToken)
    {
        List<long> duplicates = [];
        List<KeyMatch> matches = [];
        using KeyTable table = KeyTable.Create(storage with { Narrow = false }, buckets);
        ForEach(spilled, AddTo, cancellationToken);
        if (_probes is not null)
        {
            ForEach(_probes, MatchWith, cancellationToken);
        }

        void AddTo(ReadOnlySpan<KeyEntry> entries)
        {
            table.Add(entries, 0, duplicates);
            findings.AddDuplicates(duplicates);
        }

        void MatchWith(ReadOnlySpan<KeyEntry> entries)
        {
            table.Match(entries, matches);
            findings.AddMatches(matches);
        }
    }

    // Keys of which many are equal may fit after all, so that what is spilled again is decided as they come.
    private void Divide(SpilledKeys spilled, long memory, LateFindings findings, CancellationToken cancellationToken)
    {
        List<long> duplicates = [];
        List<KeyMatch> matches = [];
        KeyStorage deeper = storage with { Depth = storage.Depth + 1, Narrow = false, ExpectedBuckets = 0 };
        using KeyPartitions parts = new(deeper, memory);
        ForEach(spilled, AddTo, cancellationToken);
        if (_probes is not null)
        {
            ForEach(_probes, MatchWith, cancellationToken);
        }

        parts.Resolve(findings, degree: 1, cancellationToken);

        void AddTo(ReadOnlySpan<KeyEntry> entries)
        {
            using KeyBlock block = KeyBlock.Sort(entries, default, deeper.Hash, deeper.Depth);
            parts.Add(block, 0, duplicates);
            findings.AddDuplicates(duplicates);
        }

        void MatchWith(ReadOnlySpan<KeyEntry> entries)
        {
            using KeyBlock block = KeyBlock.Sort(entries, default, deeper.Hash, deeper.Depth);
            parts.Probe(block, matches);
            findings.AddMatches(matches);
        }
    }

    private void MoveTable(Action<ReadOnlySpan<KeyEntry>> action)
    {
        using KeyTable? table = _table;
        _table = null;
        KeyEntry[] buffer = ArrayPool<KeyEntry>.Shared.Rent(1024);
        long position = 0;
        for (int copied = 1; table is not null && copied > 0;)
        {
            copied = table.CopyTo(buffer, ref position);
            action(buffer.AsSpan(0, copied));
        }

        ArrayPool<KeyEntry>.Shared.Return(buffer);
    }

    private void ForEach(SpilledKeys keys, Action<ReadOnlySpan<KeyEntry>> action, CancellationToken cancellationToken)
    {
        KeyEntry[] buffer = ArrayPool<KeyEntry>.Shared.Rent(storage.File.PieceLength);
        for (int piece = 0; piece < keys.Pieces; piece++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            action(keys.Read(piece, buffer));
        }

        ArrayPool<KeyEntry>.Shared.Return(buffer);
    }
}
