using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Csv;

/// <summary>The views of one column. Its memory is reused from batch to batch.</summary>
internal sealed class ViewColumn(Memory<byte> views, int rows)
{
    private readonly byte[] _validity = new byte[(rows + 7) / 8];
    private int _nulls;

    public void Clear()
    {
        _nulls = 0;
        _validity.AsSpan().Fill(0xFF);
    }

    /// <summary>Appends one column of the table, after the rows that are there already.</summary>
    public void Append(byte[] text, RecordTable table, int column, int firstRow, in CsvSyntax syntax, UnescapedText unescaped)
    {
        Span<byte> target = views.Span.Slice(firstRow * TextView.Size, table.Rows * TextView.Size);
        if (!table.IsPlain)
        {
            AppendAny(text, table, column, firstRow, syntax, unescaped, target);
        }
        else if (AppendPlain(text, table, column, target) > 0)
        {
            MarkEmpty(target, firstRow);
        }
    }

    public void MarkNull(int row)
    {
        TextView.WriteEmpty(ref views.Span[row * TextView.Size]);
        _validity[row >> 3] &= (byte)~(1 << (row & 7));
        _nulls++;
    }

    public StringViewArray Build(int length, ArrowBuffer text, UnescapedText unescaped)
    {
        ArrowBuffer validity = _nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(_validity.AsMemory(0, (length + 7) / 8));
        ArrowBuffer built = new(views[..(length * TextView.Size)]);
        ArrowBuffer[] buffers = unescaped.Length == 0 ? [validity, built, text] : [validity, built, text, unescaped.Build()];
        return new StringViewArray(new ArrayData(StringViewType.Default, length, _nulls, 0, buffers));
    }

    /// <summary>Says how many fields are empty.</summary>
    private static int AppendPlain(byte[] text, RecordTable table, int column, Span<byte> target)
    {
        ref byte source = ref MemoryMarshal.GetArrayDataReference(text);
        ref byte view = ref MemoryMarshal.GetReference(target);
        ref int position = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table.Positions), column);
        int stride = table.Stride;
        int empty = 0;
        for (int row = table.Rows; row > 0; row--)
        {
            int start = position + 1;
            int length = Unsafe.Add(ref position, 1) - start;
            TextView.Write(ref view, ref source, start, length);
            empty += (length - 1) >>> 31;
            position = ref Unsafe.Add(ref position, stride);
            view = ref Unsafe.Add(ref view, TextView.Size);
        }

        return empty;
    }

    private void MarkEmpty(ReadOnlySpan<byte> target, int firstRow)
    {
        ReadOnlySpan<ulong> halves = MemoryMarshal.Cast<byte, ulong>(target);
        for (int row = 0; row < halves.Length / 2; row++)
        {
            int empty = halves[2 * row] == 0 ? 1 : 0;
            int at = firstRow + row;
            _validity[at >> 3] &= (byte)~(empty << (at & 7));
            _nulls += empty;
        }
    }

    private void AppendAny(
        byte[] text, RecordTable table, int column, int firstRow, in CsvSyntax syntax, UnescapedText unescaped, Span<byte> target)
    {
        ref byte source = ref MemoryMarshal.GetArrayDataReference(text);
        ref byte view = ref MemoryMarshal.GetReference(target);
        int last = firstRow + table.Rows;
        for (int row = firstRow; row < last; row++, view = ref Unsafe.Add(ref view, TextView.Size))
        {
            FieldSpan field = table.Value(ref source, row - firstRow, column, syntax);
            if (field.IsNull)
            {
                MarkNull(row);
            }
            else if (field.IsEscaped)
            {
                unescaped.Append(ref view, text.AsSpan(field.Start, field.Length), syntax.Quote);
            }
            else
            {
                TextView.Write(ref view, ref source, field.Start, field.Length);
            }
        }
    }
}
