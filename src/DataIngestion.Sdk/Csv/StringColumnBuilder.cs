using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Apache.Arrow;
using Apache.Arrow.Memory;

namespace DataIngestion.Csv;

/// <summary>Collects one column of UTF-8 text. Its buffers are reused; each array that it builds owns an exact copy.</summary>
internal sealed class StringColumnBuilder
{
    // Short values are copied sixteen bytes at a time, whatever their length.
    private const int Stride = 16;

    private byte[] _values = new byte[1024];
    private byte[] _offsets = new byte[1024];
    private byte[] _validity = [];
    private int _length;
    private int _rows;
    private int _nulls;

    public int Bytes => _length;

    /// <summary>Appends one column of the table. The text is followed by at least 16 readable bytes.</summary>
    public void Append(byte[] text, RecordTable table, int column, byte quote)
    {
        ReserveRows(table.Rows);
        ReserveBytes(LengthOf(table, column));
        Span<int> offsets = MemoryMarshal.Cast<byte, int>(_offsets.AsSpan())[(_rows + 1)..];
        ref FieldSpan field = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table.Fields), column);
        ref byte source = ref MemoryMarshal.GetArrayDataReference(text);
        ref byte target = ref MemoryMarshal.GetArrayDataReference(_values);
        int position = _length;
        for (int row = 0; row < table.Rows; row++, field = ref Unsafe.Add(ref field, table.Stride))
        {
            int length = field.Length;
            if ((uint)length <= Stride && !field.IsEscaped)
            {
                Vector128.LoadUnsafe(ref source, (nuint)field.Start).StoreUnsafe(ref target, (nuint)position);
                position += length;
            }
            else if (length < 0)
            {
                MarkNull(_rows + row);
            }
            else
            {
                position += Copy(text.AsSpan(field.Start, length), _values.AsSpan(position), field.IsEscaped, quote);
            }

            offsets[row] = position;
        }

        _length = position;
        _rows += table.Rows;
    }

    public StringArray Build()
    {
        ArrowBuffer validity = _nulls == 0 ? ArrowBuffer.Empty : Own(_validity, (_rows + 7) / 8);
        StringArray array = new(_rows, Own(_offsets, (_rows + 1) * sizeof(int)), Own(_values, _length), validity, _nulls);
        _validity.AsSpan().Fill(0xFF);
        _length = 0;
        _rows = 0;
        _nulls = 0;
        return array;
    }

    private static ArrowBuffer Own(byte[] scratch, int length) =>
        new ArrowBuffer(scratch.AsMemory(0, length)).Clone(MemoryAllocator.Default.Value);

    private static long LengthOf(RecordTable table, int column)
    {
        long total = 0;
        ref FieldSpan field = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table.Fields), column);
        for (int row = 0; row < table.Rows; row++, field = ref Unsafe.Add(ref field, table.Stride))
        {
            total += Math.Max(field.Length, 0);
        }

        return total;
    }

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> target, bool escaped, byte quote)
    {
        if (!escaped)
        {
            source.CopyTo(target);
            return source.Length;
        }

        int written = 0;
        for (int at = source.IndexOf(quote); at >= 0; at = source.IndexOf(quote))
        {
            source[..(at + 1)].CopyTo(target[written..]);
            written += at + 1;
            source = source[(at + 2)..];
        }

        source.CopyTo(target[written..]);
        return written + source.Length;
    }

    private void MarkNull(int row)
    {
        _validity[row >> 3] &= (byte)~(1 << (row & 7));
        _nulls++;
    }

    private void ReserveRows(int rows)
    {
        int needed = _rows + rows;
        Grow(ref _offsets, (needed + 1L) * sizeof(int), (_rows + 1) * sizeof(int));
        int before = _validity.Length;
        Grow(ref _validity, (needed + 7L) / 8, before);
        _validity.AsSpan(before).Fill(0xFF);
    }

    private void ReserveBytes(long bytes) => Grow(ref _values, _length + bytes + Stride, _length);

    private static void Grow(ref byte[] array, long needed, int used)
    {
        if (needed <= array.Length)
        {
            return;
        }

        byte[] larger = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max((needed + 7) & ~7L, Math.Min(2L * array.Length, 1 << 30))));
        array.AsSpan(0, used).CopyTo(larger);
        array = larger;
    }
}
