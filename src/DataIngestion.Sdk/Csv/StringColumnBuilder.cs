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

    private readonly ArrowBuffer.Builder<byte> _values = new(1024);
    private readonly ArrowBuffer.Builder<int> _offsets = new(256);
    private readonly ArrowBuffer.Builder<byte> _validity = new(64);
    private int _length;
    private int _rows;
    private int _nulls;

    /// <summary>Appends one column of the table and says how many bytes it has. The text is followed by at least 16 readable bytes.</summary>
    public int Append(byte[] text, RecordTable table, int column, byte quote)
    {
        Reserve(table.Rows, LengthOf(table, column));
        Span<int> offsets = _offsets.Span[(_rows + 1)..];
        Span<byte> values = _values.Span;
        ref FieldSpan field = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table.Fields), column);
        ref byte source = ref MemoryMarshal.GetArrayDataReference(text);
        ref byte target = ref MemoryMarshal.GetReference(values);
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
                position += Copy(text.AsSpan(field.Start, length), values[position..], field.IsEscaped, quote);
            }

            offsets[row] = position;
        }

        int appended = position - _length;
        _length = position;
        _rows += table.Rows;
        return appended;
    }

    public StringArray Build()
    {
        ArrowBuffer validity = _nulls == 0 ? ArrowBuffer.Empty : Own(_validity, (_rows + 7) / 8);
        StringArray array = new(_rows, Own(_offsets, _rows + 1), Own(_values, _length), validity, _nulls);
        _validity.Resize(0);
        _length = 0;
        _rows = 0;
        _nulls = 0;
        return array;
    }

    private static ArrowBuffer Own<T>(ArrowBuffer.Builder<T> scratch, int length)
        where T : struct
    {
        scratch.Resize(length);
        return scratch.Build(MemoryAllocator.Default.Value);
    }

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
        _validity.Span[row >> 3] &= (byte)~(1 << (row & 7));
        _nulls++;
    }

    private void Reserve(int rows, long bytes)
    {
        _offsets.Resize(_rows + 1);
        _offsets.Reserve(rows);
        _values.Resize(_length);
        _values.Reserve(checked((int)bytes + Stride));
        int before = _validity.Length;
        int needed = (_rows + rows + 7) / 8;
        if (needed > before)
        {
            _validity.Resize(needed);
            _validity.Span[before..needed].Fill(0xFF);
        }
    }
}
