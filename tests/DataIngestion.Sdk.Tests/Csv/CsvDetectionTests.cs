using System.Text;

namespace DataIngestion.Csv;

public sealed class CsvDetectionTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", "comma (,)", 2)]
    [InlineData("a;b;c\n1,5;2,5;3,0\n1,5;2;\n", "semicolon (;)", 3)]
    [InlineData("a\tb\n1,5\t\"x\ty\"\n", "tab", 2)]
    [InlineData("a|b\nx, y|2\nx, y|2\n", "vertical bar (|)", 2)]
    [InlineData("a,b\n\"x;y;z\",1\n\"x;y;z\",1\n", "comma (,)", 2)]
    [InlineData("a,b\n1,2\n1\n1,2\n1,2\n", "comma (,)", 2)]
    [InlineData("name\nx\ny\n", "comma (,) (none was found: one column)", 1)]
    public async Task Detect_Delimiter_FitsTheRecords(string text, string expected, int columns)
    {
        CsvTable table = await CsvReading.ReadAsync(text);

        table.Detected["delimiter"].ShouldBe(expected);
        table.Columns.Length.ShouldBe(columns);
    }

    [Fact]
    public async Task Detect_TwoDelimitersFit_SaysSo() =>
        (await CsvReading.ReadAsync("1,5;2,5\n1,5;2,5\n")).Detected["delimiter"].ShouldBe("semicolon (;) (comma (,) would fit as well: declare Delimiter)");

    [Theory]
    [InlineData("a,b\n1,2\n", "yes (names above numbers or dates)", "a")]
    [InlineData("a,b\nx,y\n", "yes (assumed", "a")]
    [InlineData("x,2024-01-31\ny,2024-02-29\n", "no (", "column_1")]
    [InlineData("x,1.5\ny,2\n", "no (", "column_1")]
    [InlineData("x,25-Jan-15\ny,2\n", "no (", "column_1")]
    public async Task Detect_Header_IsSaid(string text, string expected, string firstColumn)
    {
        CsvTable table = await CsvReading.ReadAsync(text);

        table.Detected["header"].ShouldStartWith(expected);
        table.Columns[0].ShouldBe(firstColumn);
        table.Rows.Count.ShouldBe(firstColumn == "a" ? 1 : 2);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "LF")]
    [InlineData("a,b\r\n1,\"x\ny\"\r\n", "CR LF")]
    [InlineData("a,b\r1,2\r", "CR")]
    [InlineData("a,b\r\n1,2\n", "mixed")]
    [InlineData("a,b", "none (one line)")]
    public async Task Detect_LineEnding_IsSaid(string text, string expected) =>
        (await CsvReading.ReadAsync(text)).Detected["line ending"].ShouldBe(expected);

    [Fact]
    public async Task Detect_EverythingDeclared_ReportsTheLineEndingOnly()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b\n1,2\n", new CsvDialect { Delimiter = ',', Header = true, Encoding = "utf-8" });

        table.Detected.Keys.ShouldBe(["line ending"]);
    }

    [Theory]
    [InlineData("utf-8", true, null, "UTF-8 (byte order mark)")]
    [InlineData("utf-8", false, null, "UTF-8 (no byte order mark)")]
    [InlineData("utf-16", true, null, "UTF-16 LE (byte order mark)")]
    [InlineData("utf-16BE", true, null, "UTF-16 BE (byte order mark)")]
    [InlineData("utf-16BE", true, "utf-16", null)]
    [InlineData("utf-16", false, "utf-16", null)]
    [InlineData("windows-1252", false, "windows-1252", null)]
    [InlineData("iso-8859-1", false, "latin1", null)]
    [InlineData("utf-8", true, "utf-8", null)]
    public async Task ReadAsync_AnyEncoding_GivesTheSameText(string written, bool mark, string? declared, string? detected)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("naïve,b\nÄrger,2\n")];

        CsvTable table = await CsvReading.ReadAsync(new TrickleStream(bytes, 1, 3), new CsvDialect { Encoding = declared });

        table.Columns.ShouldBe(["naïve", "b"]);
        table.Rows.ShouldHaveSingleItem().ShouldBe(["Ärger", "2"]);
        table.Detected.GetValueOrDefault("encoding").ShouldBe(detected);
    }

    [Fact]
    public async Task OpenAsync_MarkContradictsDeclaration_IsRefused() =>
        (await CsvReading.FailAsync("\uFEFFa,b\n", new CsvDialect { Encoding = "windows-1252" })).Message.ShouldContain("UTF-8");

    [Fact]
    public async Task OpenAsync_Utf16WithoutMark_AsksForTheEncoding()
    {
        MemoryStream content = new(Encoding.Unicode.GetBytes("a,b\n1,2\n"));

        (await Should.ThrowAsync<SourceException>(() => CsvReading.ReadAsync(content))).Message.ShouldContain("utf-16");
    }

    [Fact]
    public async Task ReadAsync_BrokenUtf16_IsAnError()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,b\n1,2\n"), 0x00, 0xD8, 0x41, 0x00];

        (await Should.ThrowAsync<SourceException>(() => CsvReading.ReadAsync(new MemoryStream(bytes)))).Message.ShouldContain("encoding");
    }
}
