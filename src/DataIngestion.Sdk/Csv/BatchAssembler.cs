using System.Text.Unicode;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Csv;

/// <summary>Turns blocks of records into one batch, and what is wrong with them into faults.</summary>
internal sealed class BatchAssembler
{
    private readonly CsvOpening _opening;
    private readonly int[] _columns;
    private readonly StringColumnBuilder[] _builders;
    private readonly string _expectation;
    private List<RowFault> _faults = [];

    public BatchAssembler(CsvOpening opening, bool namesAreDeclared, int[] columns)
    {
        _opening = opening;
        _columns = columns;
        _builders = [.. columns.Select(_ => new StringColumnBuilder())];
        int count = opening.Names.Length;
        _expectation = opening.Layout.HasHeader ? $"where the header has {count}"
            : namesAreDeclared ? $"where {count} columns are declared" : $"where the first row has {count}";
        Schema = new Schema(columns.Select(column => new Field(opening.Names[column], StringType.Default, nullable: true)), metadata: null);
    }

    public Schema Schema { get; }

    public int Rows { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Appends the records of the table, which lie in the text between the two positions.</summary>
    public void Append(byte[] text, int from, int to, RecordTable table)
    {
        FindWrongCounts(table);
        FindMalformed(table);
        ReadOnlySpan<byte> block = text.AsSpan(from, to - from);
        if (block.Contains((byte)0) || !Utf8.IsValid(block))
        {
            FindWrongText(text, table);
        }

        for (int index = 0; index < _columns.Length; index++)
        {
            Bytes += _builders[index].Append(text, table, _columns[index], _opening.Layout.Syntax.Quote);
        }

        Rows += table.Rows;
    }

    public SourceBatch Build(string origin, long firstRow)
    {
        RecordBatch batch = new(Schema, _builders.Select(builder => (IArrowArray)builder.Build()), Rows);
        RowFault[] faults = [.. _faults.OrderBy(fault => fault.Row)];
        _faults = [];
        Rows = 0;
        Bytes = 0;
        return new SourceBatch(batch, origin, firstRow) { Faults = faults };
    }

    private void FindWrongCounts(RecordTable table)
    {
        ReadOnlySpan<int> counts = table.Counts.AsSpan(0, table.Rows);
        if (!counts.ContainsAnyExcept(table.Stride))
        {
            return;
        }

        for (int row = 0; row < counts.Length; row++)
        {
            if (counts[row] != table.Stride)
            {
                _faults.Add(new RowFault(Rows + row, $"{counts[row]} {(counts[row] == 1 ? "field" : "fields")} {_expectation}"));
            }
        }
    }

    private void FindMalformed(RecordTable table)
    {
        for (int at = 0; table.HasMalformed && at < table.Rows * table.Stride; at++)
        {
            if (table.Fields[at].IsMalformed)
            {
                Fault(at / table.Stride, "text after the closing quote", at % table.Stride);
            }
        }
    }

    private void FindWrongText(byte[] text, RecordTable table)
    {
        foreach (int column in _columns)
        {
            for (int row = 0; row < table.Rows; row++)
            {
                FieldSpan field = table[row, column];
                if (!field.IsNull && WrongText(text.AsSpan(field.Start, field.Length)) is { } reason)
                {
                    Fault(row, reason, column);
                    table.Fields[(row * table.Stride) + column] = FieldSpan.Null;
                }
            }
        }
    }

    private static string? WrongText(ReadOnlySpan<byte> text) =>
        text.Contains((byte)0) ? "NUL byte" : Utf8.IsValid(text) ? null : "invalid UTF-8";

    private void Fault(int row, string reason, int column) =>
        _faults.Add(new RowFault(Rows + row, $"{reason} in column {_opening.Names[column]}"));
}
