using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>String views to text of its own: to a dictionary while a column has few distinct values, else to plain strings.</summary>
/// <remarks>
/// Once a batch has more than a quarter as many distinct values as rows, or more than <see cref="TextDictionary.MostEntries"/>, the following
/// batches of the same binding stay plain: how a column is laid out follows from its rows and from nothing else.
/// </remarks>
internal sealed class ViewStrings
{
    private const int LeastRows = 64;
    private static readonly DictionaryType Type = new(Int32Type.Default, StringType.Default, ordered: false);

    private TextDictionary? _dictionary = new();

    public IArrowArray Convert(StringViewArray views, ColumnTally tally)
    {
        TextSlots text = new(views);
        byte[]? valid = Valid(views, text, tally, out int nulls);
        IArrowArray converted = (IArrowArray?)Encoded(text, valid, nulls) ?? Plain(text, valid, nulls);
        GC.KeepAlive(views);
        return converted;
    }

    /// <summary>The validity bits, or null when every row has a value.</summary>
    private static byte[]? Valid(StringViewArray views, TextSlots text, ColumnTally tally, out int nulls)
    {
        Validity validity = new(views);
        nulls = 0;
        if (validity.AllValid && !tally.HasMarkers)
        {
            return null;
        }

        byte[] valid = new byte[BitUtility.ByteCount(views.Length)];
        System.Array.Fill(valid, byte.MaxValue);
        ReadOnlySpan<TextSlot> slots = text.Slots;
        for (int row = 0; row < slots.Length; row++)
        {
            bool empty = !validity[row];
            if (empty)
            {
                tally.Empty(row);
            }

            if (empty || (tally.HasMarkers && tally.IsMarker(slots[row], text[row], row)))
            {
                BitUtility.ClearBit(valid, row);
                nulls++;
            }
        }

        return nulls == 0 ? null : valid;
    }

    private DictionaryArray? Encoded(TextSlots text, byte[]? valid, int nulls)
    {
        ReadOnlySpan<TextSlot> slots = text.Slots;
        if (_dictionary is null || slots.IsEmpty)
        {
            return null;
        }

        _dictionary.Clear();
        byte[] codes = GC.AllocateUninitializedArray<byte>(slots.Length * sizeof(int));
        Span<int> target = MemoryMarshal.Cast<byte, int>(codes.AsSpan());
        int most = Math.Max(slots.Length, LeastRows) / 4;
        for (int row = 0; row < target.Length; row++)
        {
            int code = valid is null || BitUtility.GetBit(valid, row) ? _dictionary.CodeOf(slots[row], text[row]) : 0;
            if (code < 0 || _dictionary.Count > most)
            {
                _dictionary = null;
                return null;
            }

            target[row] = code;
        }

        ArrowBuffer validity = valid is null ? ArrowBuffer.Empty : new ArrowBuffer(valid);
        return new DictionaryArray(new ArrayData(Type, slots.Length, nulls, 0, [validity, new ArrowBuffer(codes)], null, _dictionary.Build().Data));
    }

    private static StringArray Plain(TextSlots text, byte[]? valid, int nulls)
    {
        ReadOnlySpan<TextSlot> slots = text.Slots;
        byte[] offsets = GC.AllocateUninitializedArray<byte>((slots.Length + 1) * sizeof(int));
        Span<int> ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        int end = 0;
        ends[0] = 0;
        for (int row = 0; row < slots.Length; row++)
        {
            // A row without a value must not keep the marker's bytes: later kernels may look at value bytes without the bitmap.
            end = checked(end + (valid is null || BitUtility.GetBit(valid, row) ? slots[row].Length : 0));
            ends[row + 1] = end;
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>(end);
        for (int row = 0; row < slots.Length; row++)
        {
            if (ends[row + 1] > ends[row])
            {
                text[row].CopyTo(bytes.AsSpan(ends[row]));
            }
        }

        ArrowBuffer validity = valid is null ? ArrowBuffer.Empty : new ArrowBuffer(valid);
        return new StringArray(new ArrayData(StringType.Default, slots.Length, nulls, 0, [validity, new ArrowBuffer(offsets), new ArrowBuffer(bytes)]));
    }
}
