using System.Numerics;
using System.Runtime.CompilerServices;

namespace DataIngestion.Csv;

/// <summary>Walks over the delimiters, quotes and line breaks of a text.</summary>
/// <remarks>The text is followed by <see cref="StructuralMask.Width"/> readable bytes.</remarks>
internal ref struct StructuralCursor
{
    private readonly ref byte _text;
    private readonly int _end;
    private readonly byte _delimiter;
    private readonly byte _quote;
    private int _block;
    private ulong _mask;

    public StructuralCursor(ref byte text, int start, int end, in CsvSyntax syntax)
    {
        _text = ref text;
        _end = end;
        _delimiter = syntax.Delimiter;
        _quote = syntax.Quote;
        _block = start - StructuralMask.Width;
    }

    /// <summary>The position of the next one, or the end of the text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next()
    {
        while (_mask == 0)
        {
            if (_block >= _end - StructuralMask.Width)
            {
                return _end;
            }

            _block += StructuralMask.Width;
            ref byte block = ref Unsafe.Add(ref _text, _block);
            ulong separators = StructuralMask.Of(ref block, _delimiter) | StructuralMask.Of(ref block, _quote);
            ulong breaks = StructuralMask.Of(ref block, (byte)'\n') | StructuralMask.Of(ref block, (byte)'\r');
            _mask = (separators | breaks) & StructuralMask.Inside(_block, _end);
        }

        int position = _block + BitOperations.TrailingZeroCount(_mask);
        _mask &= _mask - 1;
        return position;
    }
}
