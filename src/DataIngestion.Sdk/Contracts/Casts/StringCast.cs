using DataIngestion.Columnar;
using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DataIngestion.Contracts.Casts;

/// <summary>Text to text: only missing markers change anything.</summary>
internal sealed class StringCast : ColumnCast
{
    private readonly ViewStrings _views = new();

    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        if (delivered is StringViewArray views)
        {
            return _views.Convert(views, tally);
        }

        StringArray text = TextColumns.ToUtf8(delivered);
        if (text.Length == 0 || (text.Data.GetNullCount() == 0 && !tally.HasMarkers))
        {
            return text;
        }

        byte[] valid = ValidityWithoutMarkers(text, tally, out int nulls);
        GC.KeepAlive(text);
        if (nulls == text.Data.GetNullCount())
        {
            return text;
        }

        using (text)
        {
            return WithoutMarkers(text, valid, nulls);
        }
    }

    private static byte[] ValidityWithoutMarkers(StringArray text, ColumnTally tally, out int nulls)
    {
        byte[] valid = new byte[BitUtility.ByteCount(text.Length)];
        ReadOnlySpan<int> offsets = text.ValueOffsets;
        ReadOnlySpan<byte> bytes = text.ValueBuffer.Span;
        Validity validity = new(text);
        nulls = text.Length;
        for (int row = 0; row < text.Length; row++)
        {
            if (!validity[row])
            {
                tally.Empty(row);
            }
            else if (!tally.HasMarkers || !tally.IsMarker(bytes[offsets[row]..offsets[row + 1]], row))
            {
                BitUtility.SetBit(valid, row);
                nulls--;
            }
        }

        return valid;
    }

    // A null slot must not keep the marker's bytes: later kernels may look at value bytes without the bitmap.
    private static StringArray WithoutMarkers(StringArray text, byte[] valid, int nulls)
    {
        ReadOnlySpan<int> offsets = text.ValueOffsets;
        ReadOnlySpan<byte> bytes = text.ValueBuffer.Span;
        byte[] newBytes = GC.AllocateUninitializedArray<byte>(offsets[^1] - offsets[0]);
        byte[] newOffsets = GC.AllocateUninitializedArray<byte>((text.Length + 1) * sizeof(int));
        Span<int> ends = MemoryMarshal.Cast<byte, int>(newOffsets.AsSpan());
        int at = 0;
        ends[0] = 0;
        for (int row = 0; row < text.Length; row++)
        {
            if (BitUtility.GetBit(valid, row))
            {
                ReadOnlySpan<byte> cell = bytes[offsets[row]..offsets[row + 1]];
                cell.CopyTo(newBytes.AsSpan(at));
                at += cell.Length;
            }

            ends[row + 1] = at;
        }

        GC.KeepAlive(text);
        return new(text.Length, new ArrowBuffer(newOffsets), new ArrowBuffer(newBytes.AsMemory(0, at)), new ArrowBuffer(valid), nulls);
    }
}
