using Apache.Arrow;

namespace DataIngestion.Contracts.Casts;

/// <summary>Reads the null bitmap of an array, slices included.</summary>
internal readonly ref struct Validity
{
    private readonly ReadOnlySpan<byte> _bitmap;
    private readonly int _offset;

    public Validity(IArrowArray array)
    {
        _offset = array.Data.Offset;
        _bitmap = array.Data.GetNullCount() == 0 ? default : array.Data.Buffers[0].Span;
    }

    public bool AllValid => _bitmap.IsEmpty;

    public bool IsNull(int row) => !_bitmap.IsEmpty && !BitUtility.GetBit(_bitmap, _offset + row);
}
