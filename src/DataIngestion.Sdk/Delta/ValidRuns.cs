using Apache.Arrow;

namespace DataIngestion.Delta;

// Walks the runs of values that are not null, so that kernels see plain spans. Positions count from the array's own offset.
internal ref struct ValidRuns
{
    private readonly ReadOnlySpan<byte> _bitmap;
    private readonly int _offset;
    private readonly int _end;

    public ValidRuns(IArrowArray array)
    {
        bool hasNulls = array.NullCount > 0;
        _bitmap = hasNulls ? array.Data.Buffers[0].Span : [];
        _offset = array.Offset;
        _end = array.Length;
    }

    public int Start { get; private set; }

    public int Length { get; private set; }

    public bool MoveNext()
    {
        int start = Start + Length;
        if (_bitmap.IsEmpty)
        {
            (Start, Length) = (start, _end - start);
            return Length > 0;
        }

        start = Skip(start, valid: false);
        (Start, Length) = (start, Skip(start, valid: true) - start);
        return Length > 0;
    }

    // The first position from here on whose validity is the other one.
    private readonly int Skip(int at, bool valid)
    {
        byte uniform = valid ? (byte)0xFF : (byte)0;
        while (at < _end)
        {
            int bit = _offset + at;
            if ((bit & 7) == 0 && at + 8 <= _end && _bitmap[bit >> 3] == uniform)
            {
                at += 8;
            }
            else if (BitUtility.GetBit(_bitmap, bit) == valid)
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return at;
    }
}
