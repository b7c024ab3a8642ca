using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Columnar;

/// <summary>Reads the null bitmap of an array that may be a slice.</summary>
internal readonly ref struct Validity
{
    private readonly ReadOnlySpan<byte> _bitmap;
    private readonly int _offset;

    public Validity(IArrowArray array)
    {
        ArrayData data = array.Data;
        _bitmap = data.Buffers.Length == 0 || data.Buffers[0].IsEmpty || data.GetNullCount() == 0 ? default : data.Buffers[0].Span;
        _offset = data.Offset;
    }

    public static long CountMissing(IArrowArray array) => array.Data.GetNullCount();

    public bool AllValid => _bitmap.IsEmpty;

    public bool IsNull(int index) => !IsValid(index);

    public bool IsValid(int index) => _bitmap.IsEmpty || BitUtility.GetBit(_bitmap, _offset + index);
}
