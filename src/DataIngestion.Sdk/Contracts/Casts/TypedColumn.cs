using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>The values of a fixed-width column while they are made.</summary>
internal ref struct TypedColumn<T>
    where T : unmanaged
{
    private readonly byte[] _bytes;
    private readonly int _length;
    private byte[]? _validity;
    private int _nulls;

    public unsafe TypedColumn(int length)
    {
        _length = length;
        _bytes = GC.AllocateUninitializedArray<byte>(length * sizeof(T));
        Values = MemoryMarshal.Cast<byte, T>(_bytes.AsSpan());
    }

    public Span<T> Values { get; }

    public void SetNull(int row)
    {
        if (_validity is null)
        {
            _validity = new byte[BitUtility.ByteCount(_length)];
            System.Array.Fill(_validity, byte.MaxValue);
        }

        BitUtility.ClearBit(_validity, row);
        Values[row] = default;
        _nulls++;
    }

    public readonly IArrowArray Build(IArrowType type) => ArrowArrayFactory.BuildArray(new ArrayData(
        type,
        _length,
        _nulls,
        0,
        [_validity is null ? ArrowBuffer.Empty : new ArrowBuffer(_validity), new ArrowBuffer(type is BooleanType ? Packed() : _bytes)]));

    private readonly byte[] Packed()
    {
        byte[] packed = new byte[BitUtility.ByteCount(_length)];
        for (int row = 0; row < _length; row++)
        {
            packed[row >> 3] |= (byte)((_bytes[row] & 1) << (row & 7));
        }

        return packed;
    }
}
