using System.Buffers.Binary;
using System.IO.Hashing;
using System.Security.Cryptography;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Validation;

/// <summary>The keys of one delivery: finds duplicates inside it and against batches of the table.</summary>
/// <remarks>
/// Keys of up to 16 bytes of fixed width are kept as they are, so the answer is exact. Longer ones are kept as XxHash128 under a random seed:
/// two different keys among 10^9 meet with a probability below 2^-68, and nobody can make them meet. Memory: 24 bytes a key and table overhead.
/// </remarks>
internal sealed class KeyIndex
{
    private readonly int[] _columns;
    private readonly IReadOnlyList<string> _names;
    private readonly bool _packed;
    private readonly long _seed = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private readonly KeyTable _table = new();
    private byte[] _key = new byte[64];

    public KeyIndex(Schema schema, IReadOnlyList<string> columns)
    {
        _names = columns;
        _columns = [.. columns.Select(name => schema.GetFieldIndex(name))];
        _packed = _columns.Sum(column => Width(schema.GetFieldByIndex(column).DataType) ?? 1000) <= 16;
    }

    public long Count => _table.Count;

    /// <summary>Adds the included rows; those whose key is there already are duplicates.</summary>
    public void Observe(RecordBatch batch, List<int> duplicates, Predicate<int> included)
    {
        IArrowArray[] keys = [.. _columns.Select(batch.Column)];
        for (int row = 0; row < batch.Length; row++)
        {
            if (!included(row))
            {
                continue;
            }

            if (!_table.TryAdd(KeyOf(keys, row)))
            {
                duplicates.Add(row);
            }
        }

        GC.KeepAlive(batch);
    }

    /// <summary>Looks for keys of the table among the delivery's; each of the delivery's rows is reported once, by its ordinal among the added rows.</summary>
    public void Probe(RecordBatch keysOfTable, Action<long, int> onMatch)
    {
        IArrowArray[] keys = [.. _names.Select(name => keysOfTable.Column(keysOfTable.Schema.GetFieldIndex(name)))];
        for (int row = 0; row < keysOfTable.Length; row++)
        {
            if (_table.TryMatch(KeyOf(keys, row), out long ordinal))
            {
                onMatch(ordinal, row);
            }
        }

        GC.KeepAlive(keysOfTable);
    }

    private static int? Width(IArrowType type) => type switch
    {
        BooleanType or Int8Type => 1,
        Int16Type => 2,
        Int32Type or Date32Type => 4,
        Int64Type or TimestampType => 8,
        Decimal128Type => 16,
        _ => null,
    };

    private UInt128 KeyOf(IArrowArray[] keys, int row)
    {
        int length = 0;
        foreach (IArrowArray key in keys)
        {
            length = Append(key, row, length);
        }

        if (!_packed)
        {
            return XxHash128.HashToUInt128(_key.AsSpan(0, length), _seed);
        }

        _key.AsSpan(length, 16 - length).Clear();
        return BinaryPrimitives.ReadUInt128LittleEndian(_key);
    }

    private int Append(IArrowArray key, int row, int length)
    {
        switch (key)
        {
            case BooleanArray array:
                _key[length] = array.GetValue(row) == true ? (byte)1 : (byte)0;
                return length + 1;
            case Int8Array array:
                _key[length] = (byte)array.Values[row];
                return length + 1;
            case Int16Array array:
                BinaryPrimitives.WriteInt16LittleEndian(Reserve(length, 2), array.Values[row]);
                return length + 2;
            case Int32Array array:
                BinaryPrimitives.WriteInt32LittleEndian(Reserve(length, 4), array.Values[row]);
                return length + 4;
            case Date32Array array:
                BinaryPrimitives.WriteInt32LittleEndian(Reserve(length, 4), array.Values[row]);
                return length + 4;
            case Int64Array array:
                BinaryPrimitives.WriteInt64LittleEndian(Reserve(length, 8), array.Values[row]);
                return length + 8;
            case TimestampArray array:
                BinaryPrimitives.WriteInt64LittleEndian(Reserve(length, 8), array.Values[row]);
                return length + 8;
            case Decimal128Array array:
                array.GetBytes(row).CopyTo(Reserve(length, 16));
                return length + 16;
            default:
                return AppendText(((BinaryArray)key).GetBytes(row), length);
        }
    }

    // The length goes first, so that ("a", "bc") and ("ab", "c") are different keys.
    private int AppendText(ReadOnlySpan<byte> text, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(length, 4), text.Length);
        text.CopyTo(Reserve(length + 4, text.Length));
        return length + 4 + text.Length;
    }

    private Span<byte> Reserve(int at, int length)
    {
        if (_key.Length < at + length)
        {
            System.Array.Resize(ref _key, Math.Max(_key.Length * 2, at + length));
        }

        return _key.AsSpan(at, length);
    }
}
