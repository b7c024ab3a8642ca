using System.Runtime.InteropServices;
using Apache.Arrow;

namespace DataIngestion.Csv;

/// <summary>The memory that decoding takes beside the text: the fields of a block and the views of a batch.</summary>
internal sealed class ChunkColumns
{
    private const int CacheLine = 64;

    private readonly CsvLayout _layout;
    private readonly ViewColumn[] _columns;
    private readonly UnescapedText _unescaped = new();

    public ChunkColumns(CsvLayout layout, int batchRows)
    {
        _layout = layout;
        BatchRows = batchRows;
        Table = new RecordTable(layout.Names.Length, Math.Min(layout.BlockRows, batchRows));

        // One more line for each column: columns of a power of two would all fall on the same lines of the cache.
        int stride = (((batchRows * TextView.Size) + CacheLine - 1) / CacheLine * CacheLine) + CacheLine;
        Memory<byte> views = Aligned(checked(stride * layout.Columns.Length));
        _columns = [.. layout.Columns.Select((_, index) => new ViewColumn(views.Slice(index * stride, stride), batchRows))];
    }

    public int BatchRows { get; }

    public RecordTable Table { get; }

    public void Clear()
    {
        _unescaped.Clear();
        foreach (ViewColumn column in _columns)
        {
            column.Clear();
        }
    }

    /// <summary>Appends the records of the table after the rows that are there already.</summary>
    public void Append(byte[] text, int firstRow)
    {
        for (int index = 0; index < _columns.Length; index++)
        {
            _columns[index].Append(text, Table, _layout.Columns[index], firstRow, _layout.Syntax, _unescaped);
        }
    }

    public void MarkNull(int index, int row) => _columns[index].MarkNull(row);

    public RecordBatch Build(int rows, ReadOnlyMemory<byte> text)
    {
        ArrowBuffer values = new(text);
        return new RecordBatch(_layout.Schema, _columns.Select(column => (IArrowArray)column.Build(rows, values, _unescaped)), rows);
    }

    private static Memory<byte> Aligned(int length)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(length + CacheLine, pinned: true);
        int past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0) % CacheLine);
        return pinned.AsMemory(past == 0 ? 0 : CacheLine - past, length);
    }
}
