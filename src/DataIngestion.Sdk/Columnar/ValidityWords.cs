using System.Buffers.Binary;
using System.Numerics;
using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>Which rows hold a value, up to 64 rows at a time: the lowest bit is the first row. The array must be kept alive while this is used.</summary>
internal readonly ref struct ValidityWords(ReadOnlySpan<byte> bits, int offset)
{
    public const int Rows = 64;

    private readonly ReadOnlySpan<byte> _bits = bits;

    public ValidityWords(IArrowArray array)
        : this(array.NullCount == 0 ? default : array.Data.Buffers[0].Span, array.Offset)
    {
    }

    public bool AllValid => _bits.IsEmpty;

    public static ulong All(int rows) => ulong.MaxValue >> (Rows - rows);

    /// <summary>Between 1 and 64 rows.</summary>
    public ulong Of(int start, int rows)
    {
        if (_bits.IsEmpty)
        {
            return All(rows);
        }

        int at = (start + offset) >> 3;
        int shift = (start + offset) & 7;
        ulong word = Read(at) >> shift;
        if (shift > 0 && at + sizeof(ulong) < _bits.Length)
        {
            word |= (ulong)_bits[at + sizeof(ulong)] << (Rows - shift);
        }

        return word & All(rows);
    }

    private ulong Read(int at)
    {
        if (at + sizeof(ulong) <= _bits.Length)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(_bits[at..]);
        }

        ulong word = 0;
        for (int i = at; i < _bits.Length; i++)
        {
            word |= (ulong)_bits[i] << (8 * (i - at));
        }

        return word;
    }
}

/// <summary>Builds a null bitmap 64 rows at a time. A column without nulls gets none.</summary>
internal ref struct ValidityBuilder(int rows)
{
    private ColumnMemory<byte>? _bits;
    private int _row;

    public int NullCount { get; private set; }

    /// <summary>Appends 64 rows, or at the end those that are left.</summary>
    public void Append(ulong valid, int count)
    {
        int missing = count - BitOperations.PopCount(valid);
        if (missing > 0 && _bits is null)
        {
            _bits = new((rows + 7) / 8);
            _bits.Span[..(_row / 8)].Fill(byte.MaxValue);
        }

        if (_bits is not null)
        {
            Write(_bits.Span[(_row / 8)..], valid);
        }

        _row += count;
        NullCount += missing;
    }

    public readonly ArrowBuffer Build() => _bits?.Build() ?? ArrowBuffer.Empty;

    private static void Write(Span<byte> target, ulong valid)
    {
        if (target.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target, valid);
            return;
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (byte)(valid >> (8 * i));
        }
    }
}
