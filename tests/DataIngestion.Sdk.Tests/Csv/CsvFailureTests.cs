using System.Text;

namespace DataIngestion.Csv;

public sealed class CsvFailureTests
{
    [Fact]
    public async Task ReadAsync_QuoteLeftOpen_NamesFileRowAndColumn()
    {
        SourceException failure = await CsvReading.FailAsync("a,b\n1,2\n3,\"x\n4,5\n");

        failure.Message.ShouldContain("a.csv");
        failure.Message.ShouldContain("row 2");
        (failure.Origin, failure.Row, failure.Column).ShouldBe(("a.csv", 2, "b"));
    }

    [Fact]
    public async Task OpenAsync_QuoteLeftOpenInHeader_SaysSo() =>
        (await CsvReading.FailAsync("a,\"b\n1,2\n")).Message.ShouldContain("header");

    [Fact]
    public async Task OpenAsync_RepeatedName_NamesIt() =>
        (await CsvReading.FailAsync("a,b,a\n1,2,3\n")).Message.ShouldContain("'a' more than once");

    [Fact]
    public async Task OpenAsync_EmptyName_NamesThePosition() =>
        (await CsvReading.FailAsync("a,,c,\n1,2,3,4\n")).Message.ShouldContain("no name for column 2, 4");

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\n")]
    public async Task OpenAsync_EmptyFile_SaysSo(string text) =>
        (await CsvReading.FailAsync(text)).Message.ShouldContain("empty");

    [Fact]
    public async Task OpenAsync_EmptyFileWithColumnNames_HasNoRows() =>
        (await CsvReading.ReadAsync("", new CsvDialect { ColumnNames = ["a"] })).Rows.ShouldBeEmpty();

    [Fact]
    public async Task OpenAsync_FewerLinesThanSkipped_SaysSo() =>
        (await CsvReading.FailAsync("x\ny", new CsvDialect { SkipLines = 3 })).Message.ShouldContain("no more than 1 lines");

    [Fact]
    public async Task ReadAsync_NulTail_SaysThatTheFileIsNotWhole()
    {
        SourceException failure = await CsvReading.FailAsync("a,b\n1,2\n3,4\n" + new string('\0', 4096));

        failure.Message.ShouldContain("NUL");
        failure.Row.ShouldBe(3);
    }

    [Fact]
    public async Task ReadAsync_NulInAField_IsAFault()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b\n1\0,2\n3,4\n");

        table.Rows[0].ShouldBe([null, "2"]);
        table.Faults.ShouldBe([(1, "NUL byte in column a")]);
    }

    [Fact]
    public async Task ReadAsync_InvalidUtf8_IsAFaultAndNull()
    {
        byte[] text = [.. "a,b\n1,é\n2,"u8, 0xC3, .. ",x\n3,"u8, 0xE9, .. "\n"u8];

        CsvTable table = await CsvReading.ReadAsync(new MemoryStream(text));

        table.Column("b").ShouldBe(["é", null, null]);
        table.Faults.ShouldBe([(2, "3 fields where the header has 2"), (2, "invalid UTF-8 in column b"), (3, "invalid UTF-8 in column b")]);
        table.Detected["encoding"].ShouldContain("not all of the text is");
    }

    [Fact]
    public async Task ReadAsync_RecordOverTheCap_NamesTheRow()
    {
        byte[] text = Encoding.UTF8.GetBytes("a,b\n1,2\n3,\"" + new string('x', 5000) + "\n");

        SourceException failure = await Should.ThrowAsync<SourceException>(
            () => CsvReading.ReadAsync(new MemoryStream(text), limits: new CsvLimits(WindowBytes: 64, ChunkBytes: 64, RecordBytes: 4096)));

        failure.Message.ShouldContain("row 2 is longer than 4096 bytes");
    }

    [Fact]
    public async Task ReadAsync_RecordUnderTheCap_IsRead()
    {
        string longValue = new('x', 3000);

        CsvTable table = await CsvReading.ReadAsync(
            new MemoryStream(Encoding.UTF8.GetBytes($"a,b\n1,\"{longValue}\"\n")), limits: new CsvLimits(WindowBytes: 64, ChunkBytes: 64, RecordBytes: 4096));

        table.Column("b").ShouldBe([longValue]);
    }

    [Fact]
    public void Validate_BadSettings_AreNamed()
    {
        static string? Setting(CsvDialect dialect) => Should.Throw<ArgumentException>(dialect.Validate).ParamName;

        Setting(new CsvDialect { Delimiter = '\n' }).ShouldBe("Delimiter");
        Setting(new CsvDialect { Delimiter = '"' }).ShouldBe("Delimiter");
        Setting(new CsvDialect { Quote = 'é' }).ShouldBe("Quote");
        Setting(new CsvDialect { SkipLines = -1 }).ShouldBe("SkipLines");
        Setting(new CsvDialect { Encoding = "klingon" }).ShouldBe("Encoding");
        Setting(new CsvDialect { ColumnNames = ["a", "a"] }).ShouldBe("ColumnNames");
        Setting(new CsvDialect { ColumnNames = ["a"], Header = true }).ShouldBe("ColumnNames");
        Setting(new CsvDialect { TrimSpaces = true, Delimiter = ' ' }).ShouldBe("TrimSpaces");
    }
}
