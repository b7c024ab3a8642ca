using System.Buffers;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Turns the key columns of a batch into keys of at most 16 bytes, column by column. Thread-safe: workers share one.</summary>
/// <remarks>Keys of fixed width that fit 16 bytes are packed, so equal values mean equal keys. Of others, each text is hashed with XxHash128 under a random seed, and so is the whole when it is longer than 16 bytes: among 10^9 keys of up to 16 columns the chance of one false duplicate is below 2^-64, and without the seed nobody can prepare one.</remarks>
internal sealed class KeyEncoder
{
    private readonly KeyColumn[] _columns;
    private readonly int _width;
    private readonly long _seed;
    private readonly KeyHash _hash;
    private readonly MissingRows _policy;

    /// <param name="schema">The columns with their types.</param>
    /// <param name="columns">The columns of the key.</param>
    /// <param name="rule">The name of the rule, for messages.</param>
    /// <param name="seed">Seeds the hashes.</param>
    /// <param name="policy">Which rows have no key. Where a missing value is a value, a byte beside each part of the key says so.</param>
    public KeyEncoder(Schema schema, IReadOnlyList<string> columns, string rule, long seed, MissingRows policy = MissingRows.PassWhenAnyMissing)
    {
        _columns = [.. columns.Select(column => new KeyColumn(SchemaColumns.Require(schema, column, rule), rule, seed))];
        _width = _columns.Sum(column => column.Width) + (policy == MissingRows.PassWhenAnyMissing ? 0 : _columns.Length);
        _policy = policy;
        _seed = seed;
        _hash = new KeyHash(seed);
    }

    /// <summary>Whether equal keys are equal values for certain.</summary>
    public bool IsPacked => _width <= KeyWidth && !_columns.Any(column => column.IsHashed);

    /// <summary>Whether keys fit a <see cref="NarrowSlot"/>.</summary>
    public bool IsNarrow => _width <= NarrowSlot.KeyBytes && BitConverter.IsLittleEndian;

    private const int KeyWidth = 16;

    public KeyBlock Encode(RecordBatch batch)
    {
        int rows = batch.Length;
        IArrowArray[] arrays = [.. _columns.Select(column => column.ArrayOf(batch))];
        KeyEntry[] rented = ArrayPool<KeyEntry>.Shared.Rent(rows);
        bool[] missing = ArrayPool<bool>.Shared.Rent(rows);
        try
        {
            Span<KeyEntry> entries = rented.AsSpan(0, rows);
            Number(entries);
            Write(arrays, entries);
            return KeyBlock.Sort(entries, Missing(arrays, missing.AsSpan(0, rows)), _hash, depth: 0);
        }
        finally
        {
            ArrayPool<KeyEntry>.Shared.Return(rented);
            ArrayPool<bool>.Shared.Return(missing);
            GC.KeepAlive(batch);
        }
    }

    private static void Number(Span<KeyEntry> entries)
    {
        for (int row = 0; row < entries.Length; row++)
        {
            entries[row] = new KeyEntry(0, 0, row);
        }
    }

    private ReadOnlySpan<bool> Missing(IArrowArray[] arrays, Span<bool> missing)
    {
        if (_policy == MissingRows.Judge || !arrays.Any(KeyColumn.MayMiss))
        {
            return default;
        }

        if (_policy == MissingRows.PassWhenAllMissing)
        {
            return AllMissing(arrays, missing);
        }

        missing.Clear();
        foreach (IArrowArray array in arrays)
        {
            KeyColumn.MarkMissing(array, missing);
        }

        return missing;
    }

    private static Span<bool> AllMissing(IArrowArray[] arrays, Span<bool> missing)
    {
        bool[] one = ArrayPool<bool>.Shared.Rent(missing.Length);
        missing.Fill(true);
        foreach (IArrowArray array in arrays)
        {
            Span<bool> column = one.AsSpan(0, missing.Length);
            column.Clear();
            KeyColumn.MarkMissing(array, column);
            for (int row = 0; row < missing.Length; row++)
            {
                missing[row] &= column[row];
            }
        }

        ArrayPool<bool>.Shared.Return(one);
        return missing;
    }

    private void Write(IArrowArray[] arrays, Span<KeyEntry> entries)
    {
        if (_width <= KeyWidth)
        {
            Write(arrays, MemoryMarshal.AsBytes(entries), KeyEntry.Size);
            return;
        }

        int length = checked(entries.Length * _width);
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        Write(arrays, rented.AsSpan(0, length), _width);
        for (int row = 0; row < entries.Length; row++)
        {
            UInt128 key = XxHash128.HashToUInt128(rented.AsSpan(row * _width, _width), _seed);
            entries[row] = new KeyEntry((ulong)key, (ulong)(key >> 64), row);
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    // Columns lie at fixed places of a row, so that no two keys run together.
    private void Write(IArrowArray[] arrays, Span<byte> rows, int stride)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        int offset = 0;
        for (int column = 0; column < _columns.Length; column++)
        {
            _columns[column].Write(arrays[column], ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), offset), stride);
            offset += _columns[column].Width;
        }

        for (int column = 0; column < _columns.Length && _policy != MissingRows.PassWhenAnyMissing; column++)
        {
            Mark(arrays[column], rows[(offset - Places(column))..], _columns[column].Width, rows[(offset + column)..], stride);
        }
    }

    // From where the bytes of a column begin to where the marks do.
    private int Places(int column) => _columns.Skip(column).Sum(each => each.Width);

    // What stands in the place of a missing value may be anything, so it becomes zero beside a mark of one.
    private static void Mark(IArrowArray array, Span<byte> values, int width, Span<byte> marks, int stride)
    {
        bool[] rented = ArrayPool<bool>.Shared.Rent(array.Length);
        Span<bool> missing = rented.AsSpan(0, array.Length);
        missing.Clear();
        KeyColumn.MarkMissing(array, missing);
        for (int row = 0; row < missing.Length; row++)
        {
            marks[row * stride] = missing[row] ? (byte)1 : (byte)0;
            if (missing[row])
            {
                values.Slice(row * stride, width).Clear();
            }
        }

        ArrayPool<bool>.Shared.Return(rented);
    }
}
