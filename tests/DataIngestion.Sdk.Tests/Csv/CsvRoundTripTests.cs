using System.Text;
using CsCheck;

namespace DataIngestion.Csv;

public sealed class CsvRoundTripTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("", "\"", "\"\"", "\n", "\r\n", "\r", ",", ";", " ", " a ", "é", "ʤ", "😀", "a\"b", "\"\n\",", "0123456789abcdef", "0123456789abcde\"f"),
        Gen.String[Gen.Char["ab\",;\n\r é"], 0, 40],
        Gen.String[Gen.Char["xyz0189"], 0, 200]);

    private static readonly Gen<string?> Cell = Gen.Frequency((1, Gen.Const((string?)null)), (5, Text.Select(text => (string?)text)));

    private static readonly Gen<(string?[][] Rows, int Columns)> Table =
        from columns in Gen.Int[1, 5]
        from rows in Cell.Array[columns].Array[0, 30]
        select (rows, columns);

    [Fact]
    public void ReadAsync_AnyTableInAnyChunks_GivesTheTable()
    {
        var cases = Gen.Select(
            Table,
            Gen.OneOf("\n", "\r\n", "\r"),
            Gen.Bool,
            Gen.Int[1, 7],
            Gen.OneOf(16, 64, 100, 256 * 1024),
            Gen.Int[0, 1000],
            Gen.OneOf(',', ';', '\t'));
        cases.Sample(
            (table, newLine, finalNewLine, batchRows, window, seed, delimiter) =>
                Check(table.Rows, table.Columns, newLine, finalNewLine, batchRows, window, seed, delimiter).GetAwaiter().GetResult(),
            iter: 500);
    }

    private static async Task Check(
        string?[][] rows, int columns, string newLine, bool finalNewLine, int batchRows, int window, int seed, char delimiter)
    {
        string text = Write(rows, columns, newLine, finalNewLine, delimiter);
        CsvTable table = await CsvReading.ReadAsync(
            new TrickleStream(Encoding.UTF8.GetBytes(text), seed, 1 + (seed % 50)),
            new CsvDialect { Delimiter = delimiter, Header = true },
            batchRows: batchRows,
            limits: new CsvLimits(WindowBytes: window, ChunkBytes: window, RecordBytes: 1 << 20));
        table.Columns.ShouldBe(Enumerable.Range(0, columns).Select(column => $"c{column}"));
        table.Faults.ShouldBeEmpty();
        table.Rows.Count.ShouldBe(rows.Length);
        for (int row = 0; row < rows.Length; row++)
        {
            table.Rows[row].ShouldBe(rows[row]);
        }
    }

    // Without a final line break a last row that is one empty field would not be there at all.
    private static string Write(string?[][] rows, int columns, string newLine, bool finalNewLine, char delimiter)
    {
        IEnumerable<string> names = Enumerable.Range(0, columns).Select(column => $"c{column}");
        IEnumerable<string> lines = rows.Select(row => string.Join(delimiter, row.Select(cell => Field(cell, delimiter))));
        string text = string.Join(newLine, lines.Prepend(string.Join(delimiter, names)));
        return finalNewLine || columns == 1 ? text + newLine : text;
    }

    private static string Field(string? cell, char delimiter) => cell switch
    {
        null => "",
        "" => "\"\"",
        _ when cell.AsSpan().IndexOfAny("\"\r\n") >= 0 || cell.Contains(delimiter) => $"\"{cell.Replace("\"", "\"\"")}\"",
        _ => cell,
    };
}
