using System.Diagnostics;

namespace DataIngestion.Csv;

/// <summary>Turns the text of one chunk into batches, one after the other, in the same memory.</summary>
internal sealed class ChunkDecoder(CsvLayout layout, ChunkColumns columns, byte[] text, int start, int end, LineEndings lineEndings)
{
    private readonly RecordScanner _anyRows = new(layout.Syntax);
    private readonly PlainScanner _plainRows = new(layout.Syntax);
    private readonly RowFaultFinder _faults = new(layout);
    private bool _pairs = lineEndings.HasFlag(LineEndings.CarriageReturnLineFeed);
    private int _at = start;

    /// <summary>The next rows, or null after the last one.</summary>
    public SourceBatch? Next(long firstRow)
    {
        columns.Clear();
        int rows = 0;
        while (rows < columns.BatchRows && _at < end)
        {
            int next = ReadBlock(Math.Min(columns.Table.Capacity, columns.BatchRows - rows));
            columns.Append(text, rows);
            _faults.Find(text, _at, next, columns, rows);
            rows += columns.Table.Rows;
            _at = next;
        }

        return rows == 0 ? null : new SourceBatch(columns.Build(rows, text.AsMemory(0, end)), layout.Origin, firstRow) { Faults = _faults.Take() };
    }

    private int ReadBlock(int limit)
    {
        if (_plainRows.IsUsable)
        {
            int next = _plainRows.Read(text, _at, end, _pairs, columns.Table, limit);
            if (columns.Table.Rows > 0)
            {
                return next;
            }
        }

        // Where one row is not plain the next ones often are not either: a whole block of them is taken.
        int read = _anyRows.Read(text, _at, end, final: true, columns.Table, limit);
        _pairs = columns.Table.LineEndings.HasFlag(LineEndings.CarriageReturnLineFeed);
        return read > _at ? read : throw new UnreachableException("A chunk ends inside a record.");
    }
}
