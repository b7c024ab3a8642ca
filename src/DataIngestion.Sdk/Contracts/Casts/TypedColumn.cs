using System.Buffers.Binary;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>The values of a fixed-width column while they are made, 64 rows at a time.</summary>
internal ref struct TypedColumn<T>(int length)
    where T : unmanaged
{
    private readonly ColumnMemory<T> _values = new(length);
    private ValidityBuilder _validity = new(length);

    public readonly Span<T> Values => _values.Span;

    /// <summary>Ends 64 rows, or those that are left. The others become missing, whatever was written.</summary>
    public void Append(int start, ulong valid, int count)
    {
        Span<T> values = _values.Span;
        for (ulong missing = ~valid & ValidityWords.All(count); missing != 0; missing &= missing - 1)
        {
            values[start + BitOperations.TrailingZeroCount(missing)] = default;
        }

        _validity.Append(valid, count);
    }

    public readonly IArrowArray Build(IArrowType type) => ArrowArrayFactory.BuildArray(new ArrayData(
        type,
        length,
        _validity.NullCount,
        0,
        [_validity.Build(), type is BooleanType ? Packed() : _values.Build()]));

    private readonly ArrowBuffer Packed()
    {
        ReadOnlySpan<byte> flags = System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(_values.Span);
        ColumnMemory<byte> packed = new((length + 7) / 8);
        Span<byte> target = packed.Span;
        int row = 0;
        for (; row + 8 <= length; row += 8)
        {
            // One multiplication moves the lowest bits of eight bytes side by side to the top.
            target[row >> 3] = (byte)((BinaryPrimitives.ReadUInt64LittleEndian(flags[row..]) * 0x0102_0408_1020_4080) >> 56);
        }

        if (row < length)
        {
            target[row >> 3] = 0;
        }

        for (; row < length; row++)
        {
            target[row >> 3] |= (byte)(flags[row] << (row & 7));
        }

        _values.Free();
        return packed.Build();
    }
}
