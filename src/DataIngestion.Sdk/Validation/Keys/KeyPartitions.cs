using System.Runtime.ExceptionServices;

namespace DataIngestion.Validation;

/// <summary>Keys by the first bits of their hash. Partitions grow one by one, and those that the memory has no room for are spilled.</summary>
internal sealed class KeyPartitions : IDisposable
{
    public const int Count = 256;
    private const int SmallestBuckets = 16;
    private readonly KeyPartition[] _partitions = new KeyPartition[Count];
    private readonly KeyStorage _storage;
    private readonly long _limit;
    private readonly long _reserve;

    // The partitions from this one on are spilled.
    private int _resident = Count;

    /// <param name="storage">How keys are kept.</param>
    /// <param name="memory">Three quarters are for keys; the last is kept to look at spilled ones.</param>
    public KeyPartitions(KeyStorage storage, long memory)
    {
        _storage = storage;
        _reserve = memory / 4;
        _limit = memory - _reserve;
        for (int partition = 0; partition < Count; partition++)
        {
            // Different from the start, so that they do not all grow at the same time.
            _partitions[partition] = new KeyPartition(storage, SmallestBuckets + (partition / 32));
        }

        if (storage.Depth < KeyHash.MaxDepth && _limit < Count * KeyTable.BytesOf(SmallestBuckets, storage.Narrow))
        {
            SpillAll();
        }
    }

    /// <summary>The distinct keys in memory and all that are spilled.</summary>
    public long Keys => _partitions.Sum(partition => partition.Count);

    public long Bytes => _partitions.Sum(partition => partition.Bytes);

    public int Spilled => Count - _resident;

    /// <summary>Prepares for so many keys, as far as the memory goes, so that growing does not move them again and again.</summary>
    public void Expect(long keys) =>
        _storage.ExpectedBuckets = Math.Min(KeyTable.BucketsFor(keys / Count), _limit / Count / KeyTable.BytesOf(1, _storage.Narrow));

    public void Add(KeyBlock block, long firstOrdinal, List<long> duplicates)
    {
        for (int partition = 0; partition < Count; partition++)
        {
            ReadOnlySpan<KeyEntry> entries = block.Segment(partition);
            if (!entries.IsEmpty)
            {
                _partitions[partition].Add(entries, firstOrdinal, duplicates);
            }
        }

        Shrink();
    }

    /// <summary>Adds blocks in the order of rows, each partition on one thread.</summary>
    public void Add(IReadOnlyList<KeyBlock> blocks, long firstOrdinal, OrdinalSet duplicates, int degree, CancellationToken cancellationToken)
    {
        LateFindings found = new(duplicates);
        InParallel(Count, degree, AddTo, cancellationToken);
        Shrink();

        void AddTo(int partition)
        {
            List<long> ordinals = [];
            long first = firstOrdinal;
            foreach (KeyBlock block in blocks)
            {
                _partitions[partition].Add(block.Segment(partition), first, ordinals);
                first += block.Rows;
            }

            found.AddDuplicates(ordinals);
        }
    }

    public void Probe(KeyBlock block, List<KeyMatch> matches)
    {
        for (int partition = 0; partition < Count; partition++)
        {
            ReadOnlySpan<KeyEntry> entries = block.Segment(partition);
            if (!entries.IsEmpty)
            {
                _partitions[partition].Probe(entries, matches);
            }
        }
    }

    public void FindAbsent(KeyBlock block, List<int> absent)
    {
        for (int partition = 0; partition < Count; partition++)
        {
            ReadOnlySpan<KeyEntry> entries = block.Segment(partition);
            if (!entries.IsEmpty)
            {
                _partitions[partition].FindAbsent(entries, absent);
            }
        }
    }

    /// <summary>Takes over the keys of partitions with the same hash, whose rows lie behind.</summary>
    public void Merge(KeyPartitions other, long firstOrdinal, List<long> duplicates)
    {
        for (int partition = 0; partition < Count; partition++)
        {
            other._partitions[partition].MoveTo(_partitions[partition], firstOrdinal, duplicates);
            Shrink();
        }
    }

    /// <summary>Runs the action for each number below <paramref name="count"/>; the first failure is thrown as it is.</summary>
    public static void InParallel(int count, int degree, Action<int> action, CancellationToken cancellationToken)
    {
        try
        {
            ParallelOptions options = new() { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken };
            Parallel.For(0, count, options, action);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    /// <summary>Looks at spilled partitions one by one, as many at a time as there are threads.</summary>
    public void Resolve(LateFindings findings, int degree, CancellationToken cancellationToken)
    {
        if (Spilled > 0)
        {
            InParallel(Count, degree, partition => _partitions[partition].Resolve(_reserve / degree, findings, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Spills every partition.</summary>
    public void SpillAll()
    {
        while (_resident > 0)
        {
            _partitions[--_resident].Spill();
        }
    }

    public void Dispose() => Array.ForEach(_partitions, partition => partition.Dispose());

    // The deepest partitions hold keys that are equal in 32 bits of their hash, which are few.
    private void Shrink()
    {
        while (_resident > 0 && _storage.Depth < KeyHash.MaxDepth && Bytes > _limit)
        {
            _partitions[--_resident].Spill();
        }
    }
}
