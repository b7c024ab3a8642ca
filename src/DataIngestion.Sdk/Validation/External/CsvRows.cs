using System.Text;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>CSV as RFC 4180 has it.</summary>
internal sealed class CsvRows(Schema schema, IReadOnlyList<string> columns) : IRowFormat
{
    private readonly StringBuilder _text = new();

    public byte[] Begin()
    {
        for (int at = 0; at < columns.Count; at++)
        {
            Append(at, schema.GetFieldByName(columns[at]).Name);
        }

        return Line().ToBytes();
    }

    public byte[] Rows(RecordBatch batch)
    {
        IArrowArray[] arrays = [.. columns.Select(batch.Column)];
        for (int row = 0; row < batch.Length; row++)
        {
            for (int at = 0; at < arrays.Length; at++)
            {
                Append(at, ColumnText.Of(arrays[at], row));
            }

            Line();
        }

        return ToBytes();
    }

    public byte[] End() => [];

    public void Dispose() => _text.Clear();

    private void Append(int column, string? value)
    {
        _text.Append(column == 0 ? "" : ",");

        // A line of one missing value alone would be an empty line, which readers skip, and rows have to count.
        string? shown = value is null && columns.Count == 1 ? "" : value;
        _ = shown is { Length: 0 } || shown.AsSpan().ContainsAny(",\"\r\n")
            ? _text.Append('"').Append(shown!.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"')
            : _text.Append(shown);
    }

    private CsvRows Line()
    {
        _text.Append("\r\n");
        return this;
    }

    private byte[] ToBytes()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_text.ToString());
        _text.Clear();
        return bytes;
    }
}
