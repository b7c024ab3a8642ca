using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace DataIngestion.Csv;

/// <summary>Finds what is wrong with the rows of a batch, block by block.</summary>
internal sealed class RowFaultFinder(CsvLayout layout)
{
    private readonly List<RowFault> _faults = [];

    /// <summary>Notes what is wrong with the rows of a block, and makes null what is not text.</summary>
    /// <param name="text">The text of the chunk.</param>
    /// <param name="from">Where the block starts.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="columns">The block's fields, and the views that they became.</param>
    /// <param name="firstRow">The row of the batch that is the first of the block.</param>
    public void Find(byte[] text, int from, int to, ChunkColumns columns, int firstRow)
    {
        if (!columns.Table.IsPlain)
        {
            FindWrongCounts(columns.Table, firstRow);
            FindMalformed(text, columns.Table, firstRow);
        }

        ReadOnlySpan<byte> block = columns.Table.IsAscii ? [] : text.AsSpan(from, to - from);
        if (block.Contains((byte)0) || !Utf8.IsValid(block))
        {
            FindWrongText(text, columns, firstRow);
        }
    }

    /// <summary>The faults of the batch, in the order of its rows.</summary>
    public RowFault[] Take()
    {
        RowFault[] faults = _faults.Count == 0 ? [] : [.. _faults.OrderBy(fault => fault.Row)];
        _faults.Clear();
        return faults;
    }

    private void FindWrongCounts(RecordTable table, int firstRow)
    {
        ReadOnlySpan<int> counts = table.Counts.AsSpan(0, table.Rows);
        if (!counts.ContainsAnyExcept(table.Fields))
        {
            return;
        }

        for (int row = 0; row < counts.Length; row++)
        {
            if (counts[row] != table.Fields)
            {
                _faults.Add(new RowFault(firstRow + row, $"{counts[row]} {(counts[row] == 1 ? "field" : "fields")} {layout.Expectation}"));
            }
        }
    }

    private void FindMalformed(byte[] text, RecordTable table, int firstRow)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(text);
        for (int at = 0; table.HasMalformed && at < table.Rows * table.Fields; at++)
        {
            (int row, int column) = Math.DivRem(at, table.Fields);
            if (table.Value(ref bytes, row, column, layout.Syntax).IsMalformed)
            {
                Fault(firstRow + row, "text after the closing quote", column);
            }
        }
    }

    private void FindWrongText(byte[] text, ChunkColumns columns, int firstRow)
    {
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(text);
        for (int index = 0; index < layout.Columns.Length; index++)
        {
            for (int row = 0; row < columns.Table.Rows; row++)
            {
                FieldSpan field = columns.Table.Value(ref bytes, row, layout.Columns[index], layout.Syntax);
                if (!field.IsNull && WrongText(text.AsSpan(field.Start, field.Length)) is { } reason)
                {
                    Fault(firstRow + row, reason, layout.Columns[index]);
                    columns.MarkNull(index, firstRow + row);
                }
            }
        }
    }

    private static string? WrongText(ReadOnlySpan<byte> text) =>
        text.Contains((byte)0) ? "NUL byte" : Utf8.IsValid(text) ? null : "invalid UTF-8";

    private void Fault(int row, string reason, int column) => _faults.Add(new RowFault(row, $"{reason} in column {layout.Names[column]}"));
}
