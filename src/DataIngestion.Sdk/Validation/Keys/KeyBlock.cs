using System.Buffers;

namespace DataIngestion.Validation;

/// <summary>The keys of some rows, sorted by partition and inside a partition by row. Its memory is pooled: dispose it after it was added.</summary>
internal sealed class KeyBlock : IDisposable
{
    // The last segment holds the rows without a complete key.
    private const int Segments = KeyPartitions.Count + 1;
    private readonly int[] _starts = new int[Segments];
    private readonly int[] _ends = new int[Segments];
    private KeyEntry[] _entries;

    private KeyBlock(int rows)
    {
        Rows = rows;
        _entries = ArrayPool<KeyEntry>.Shared.Rent(rows);
    }

    /// <summary>The rows of the batch, also those that are excluded.</summary>
    public int Rows { get; }

    /// <summary>The rows, as ordinals, that lack a part of their key.</summary>
    public ReadOnlySpan<KeyEntry> Missing => Segment(KeyPartitions.Count);

    public static KeyBlock Sort(ReadOnlySpan<KeyEntry> entries, ReadOnlySpan<bool> missing, KeyHash hash, int depth)
    {
        KeyBlock block = new(entries.Length);
        ushort[] rented = ArrayPool<ushort>.Shared.Rent(entries.Length);
        Span<ushort> segments = rented.AsSpan(0, entries.Length);
        for (int row = 0; row < segments.Length; row++)
        {
            segments[row] = (ushort)KeyHash.Partition(hash.Of(entries[row]), depth);
        }

        for (int row = 0; row < missing.Length; row++)
        {
            segments[row] = missing[row] ? (ushort)KeyPartitions.Count : segments[row];
        }

        block.Fill(entries, segments);
        ArrayPool<ushort>.Shared.Return(rented);
        return block;
    }

    /// <summary>The keys of one partition.</summary>
    public ReadOnlySpan<KeyEntry> Segment(int partition) => _entries.AsSpan(_starts[partition].._ends[partition]);

    /// <summary>Takes rows out, which then neither count as duplicates nor make others duplicates.</summary>
    public void Exclude(ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        bool[] excluded = ArrayPool<bool>.Shared.Rent(Rows);
        excluded.AsSpan(0, Rows).Clear();
        foreach (int row in rows)
        {
            excluded[row] = true;
        }

        for (int segment = 0; segment < Segments; segment++)
        {
            Span<KeyEntry> entries = _entries.AsSpan(_starts[segment].._ends[segment]);
            int kept = 0;
            foreach (KeyEntry entry in entries)
            {
                entries[kept] = entry;
                kept += excluded[entry.Ordinal] ? 0 : 1;
            }

            _ends[segment] = _starts[segment] + kept;
        }

        ArrayPool<bool>.Shared.Return(excluded);
    }

    public void Dispose()
    {
        KeyEntry[] entries = Interlocked.Exchange(ref _entries, []);
        if (entries.Length > 0)
        {
            ArrayPool<KeyEntry>.Shared.Return(entries);
            _starts.AsSpan().Clear();
            _ends.AsSpan().Clear();
        }
    }

    private void Fill(ReadOnlySpan<KeyEntry> entries, ReadOnlySpan<ushort> segments)
    {
        foreach (ushort segment in segments)
        {
            _ends[segment]++;
        }

        int next = 0;
        for (int segment = 0; segment < Segments; segment++)
        {
            _starts[segment] = next;
            next += _ends[segment];
            _ends[segment] = _starts[segment];
        }

        Span<KeyEntry> sorted = _entries;
        for (int row = 0; row < segments.Length; row++)
        {
            sorted[_ends[segments[row]]++] = entries[row];
        }
    }
}
