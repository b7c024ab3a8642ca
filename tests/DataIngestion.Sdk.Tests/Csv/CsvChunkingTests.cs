using System.Text;
using CsCheck;

namespace DataIngestion.Csv;

/// <summary>Whatever a file holds and wherever it is cut, the reader finds what the reference parser finds.</summary>
public sealed class CsvChunkingTests
{
    private static readonly byte[][] Pieces =
    [
        [.. "\n"u8], [.. "\r\n"u8], [.. "\r"u8], [.. "\n\n"u8], [.. "\""u8], [.. "\"\""u8], [.. ","u8], [.. ",,"u8], [.. " "u8], [.. "  "u8],
        [.. "a"u8], [.. "é"u8], [.. "😀"u8], [.. "twelve bytes"u8], [.. "thirteen byte"u8], [.. "0123456789012345678901234567890123456789"u8],
        [.. "\"x\""u8], [.. ",\"x\""u8], [.. "\"a,b\nc\r\nd\""u8], [.. "\"a\"\"b\""u8], [.. "\"twelve \"\"bytes\"\" and more\","u8],
        [.. ", \"x\" ,"u8], [.. "\"x\"y"u8], [.. "\"x\" y\"z\""u8], [0xC3], [0xE9, 0x80], [0], [.. "12' 5\""u8],
    ];

    private static readonly Gen<byte[]> Piece = Gen.Int[0, Pieces.Length - 1].Select(at => Pieces[at]);

    private static readonly Gen<byte[]> WildText = Gen.Select(Piece.Array[0, 60], pieces => pieces.SelectMany(piece => piece).ToArray());

    // Runs of rows as they should be, for the path that takes only these, with something wild now and then.
    private static readonly Gen<byte[]> MostlyPlainText =
        from columns in Gen.Int[1, 4]
        from newLine in Gen.OneOf("\n", "\r\n")
        from rows in Gen.Frequency(
            (30, Gen.OneOf("", "7", "é", "twelve bytes", "thirteen byte", "a longer value than others").Array[columns]
                .Select(row => Encoding.UTF8.GetBytes(string.Join(',', row) + newLine))),
            (1, Piece)).Array[0, 120]
        select rows.SelectMany(row => row).ToArray();

    [Fact]
    public void ReadAsync_AnyBytesInAnyChunks_GivesWhatTheReferenceGives()
    {
        var cases = Gen.Select(
            Gen.OneOf(WildText, MostlyPlainText),
            Gen.Int[1, 4],
            Gen.Select(Gen.Bool, Gen.Bool),
            Gen.OneOf(Gen.Int[1, 80], Gen.Const(1 << 16)),
            Gen.Int[1, 30],
            Gen.Int[0, 15],
            Gen.Int[1, 5000]);
        cases.Sample(
            (text, columns, flags, chunkBytes, batchRows, wanted, most) =>
                CheckAsync(text, columns, new CsvSyntax((byte)',', (byte)(flags.Item1 ? '"' : ','), flags.Item1, flags.Item2), chunkBytes, batchRows, wanted, most)
                    .GetAwaiter().GetResult(),
            iter: 1000);
    }

    [Fact]
    public void Split_AnyBytes_CountsWhatTheReferenceCounts() =>
        Gen.Select(Gen.OneOf(WildText, MostlyPlainText), Gen.Int[1, 3], Gen.Bool, Gen.Bool).Sample(
            (text, columns, quoting, trim) =>
            {
                CsvSyntax syntax = new((byte)',', (byte)(quoting ? '"' : ','), quoting, trim);
                ReferenceParser expected = new ReferenceParser(text, syntax, [.. Names(columns)], []).Parse();
                byte[] buffer = [.. new byte[InputWindow.Before], .. text, .. Enumerable.Repeat((byte)'"', InputWindow.After)];

                RecordRun run = new RecordSplitter(syntax, columns).Split(buffer, InputWindow.Before, InputWindow.Before + text.Length, final: true);

                run.QuoteIsOpen.ShouldBe(expected.OpenQuote is not null);
                run.Rows.ShouldBe(expected.Rows.Count);
                run.BlankLines.ShouldBe((int)expected.BlankLines);
                run.LineEndings.ShouldBe(expected.LineEndings);
            },
            iter: 1000);

    private static IEnumerable<string> Names(int columns) => Enumerable.Range(0, columns).Select(column => $"c{column}");

    private static async Task CheckAsync(byte[] text, int columns, CsvSyntax syntax, int chunkBytes, int batchRows, int wantedBits, int most)
    {
        string[] names = [.. Names(columns)];
        int[] wanted = [.. Enumerable.Range(0, columns).Where(column => ((wantedBits >> column) & 1) != 0)];
        ReferenceParser expected = new ReferenceParser(text, syntax, names, wanted).Parse();
        CsvDialect dialect = new() { Delimiter = ',', ColumnNames = names, Quoting = syntax.Quoting, TrimSpaces = syntax.TrimSpaces, Encoding = "utf-8" };
        Task<CsvTable> Read() => CsvReading.ReadAsync(
            new TrickleStream(text, most, most),
            dialect,
            [.. wanted.Select(column => names[column])],
            batchRows,
            new CsvLimits(WindowBytes: chunkBytes, ChunkBytes: chunkBytes, RecordBytes: 1 << 20));

        if (expected.OpenQuote is { } open)
        {
            SourceException failure = await Should.ThrowAsync<SourceException>(Read);
            failure.Message.ShouldContain($"the quote opened in field {open.Field + 1} of row {open.Row} is not closed");
            (failure.Row, failure.Column).ShouldBe((open.Row, open.Field < names.Length ? names[open.Field] : null));
        }
        else if (expected.EndsInNul)
        {
            (await Should.ThrowAsync<SourceException>(Read)).Message.ShouldContain($"the file ends in NUL bytes, in row {expected.Rows.Count}");
        }
        else
        {
            CsvTable actual = await Read();
            Describe(actual.Rows).ShouldBe(Describe(expected.Rows));
            actual.Faults.OrderBy(fault => fault.Row).ShouldBe(expected.Faults);
            actual.BlankLines.ShouldBe(expected.BlankLines);
        }
    }

    private static string[] Describe(List<string?[]> rows) => [.. rows.Select(row => string.Join('|', row.Select(cell => cell is null ? "∅" : $"<{cell}>")))];
}
