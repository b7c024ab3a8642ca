using System.Text;

namespace DataIngestion.Csv;

public sealed class CsvChunkReaderTests
{
    [Fact]
    public async Task ReadAsync_EmptyAndQuotedEmpty_AreNullAndEmptyString()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b,c\n,\"\",x\n");

        table.Rows.ShouldHaveSingleItem().ShouldBe([null, "", "x"]);
    }

    [Fact]
    public async Task ReadAsync_QuoteInsideUnquotedField_IsOrdinary()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b\n37°36'37.8\"N,12' 5\"\n");

        table.Rows.ShouldHaveSingleItem().ShouldBe(["37°36'37.8\"N", "12' 5\""]);
        table.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_RaggedRows_StayAndCarryTheReason()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b,c\n1,2,3\n4\n5,6,7,8,9\n10,11,12\n", batchRows: 2);

        table.Rows.Select(row => string.Join('|', row.Select(cell => cell ?? "∅"))).ShouldBe(["1|2|3", "4|∅|∅", "5|6|7", "10|11|12"]);
        table.Faults.ShouldBe([(2, "1 field where the header has 3"), (3, "5 fields where the header has 3")]);
    }

    [Fact]
    public async Task ReadAsync_RaggedRowWithoutHeader_SaysWhatWasExpected()
    {
        (await CsvReading.ReadAsync("1,2\n3\n", new CsvDialect { Header = false })).Faults.ShouldBe([(2, "1 field where the first row has 2")]);
        (await CsvReading.ReadAsync("1,2\n3\n", new CsvDialect { ColumnNames = ["a", "b"] })).Faults
            .ShouldBe([(2, "1 field where 2 columns are declared")]);
    }

    [Fact]
    public async Task ReadAsync_TextAfterClosingQuote_IsAFaultWithoutTheValue()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b\n\"x\"secret,2\n\"y\"z\"q\",3\n\"fine\",4\n");

        table.Rows.Select(row => row[0]).ShouldBe([null, null, "fine"]);
        table.Column("b").ShouldBe(["2", "3", "4"]);
        table.Faults.ShouldBe([(1, "text after the closing quote in column a"), (2, "text after the closing quote in column a")]);
    }

    [Fact]
    public async Task ReadAsync_BlankLines_AreSkippedAndCounted()
    {
        CsvTable table = await CsvReading.ReadAsync("\n\na,b\n1,2\n\n\r\n3,4\n\n");

        table.Rows.Count.ShouldBe(2);
        table.BlankLines.ShouldBe(3);
        table.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_BlankLineInOneColumn_IsANullRow()
    {
        CsvTable table = await CsvReading.ReadAsync("\nname\nx\n\n\"\"\n", new CsvDialect { Header = true });

        table.Column("name").ShouldBe(["x", null, ""]);
    }

    [Fact]
    public async Task ReadAsync_Pruned_GivesTheAskedInTheFilesOrder()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b,c\n1,\"x\ny\",3\n4,5,6\n", columns: ["c", "a", "unknown"]);

        table.Columns.ShouldBe(["a", "c"]);
        table.Rows.Select(row => string.Join('|', row)).ShouldBe(["1|3", "4|6"]);
    }

    [Fact]
    public async Task ReadAsync_NoColumnAsked_StillCountsRows()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b\n1,2\n3\n", columns: []);

        table.Columns.ShouldBeEmpty();
        table.Rows.Count.ShouldBe(2);
        table.Faults.ShouldHaveSingleItem().Row.ShouldBe(2);
    }

    [Fact]
    public async Task ReadAsync_HeaderOnly_GivesSchemaAndNoRows()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b");

        table.Columns.ShouldBe(["a", "b"]);
        table.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_QuotingOff_TakesQuotesAsText()
    {
        CsvTable table = await CsvReading.ReadAsync("a,b\n\"1,2\"\n", new CsvDialect { Quoting = false });

        table.Rows.ShouldHaveSingleItem().ShouldBe(["\"1", "2\""]);
    }

    [Fact]
    public async Task ReadAsync_TrimSpaces_KeepsThemInsideQuotes()
    {
        CsvTable table = await CsvReading.ReadAsync("a, b, c\n 1 , \" x \" ,  \n", new CsvDialect { TrimSpaces = true });

        table.Columns.ShouldBe(["a", "b", "c"]);
        table.Rows.ShouldHaveSingleItem().ShouldBe(["1", " x ", null]);
        table.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_SkipLines_AreNoData()
    {
        CsvTable table = await CsvReading.ReadAsync("\"made by, x\r\n\r\na,b\r\n1,2\r\n", new CsvDialect { SkipLines = 2 });

        table.Columns.ShouldBe(["a", "b"]);
        table.Rows.ShouldHaveSingleItem().ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task ReadAsync_OtherQuote_IsUnderstood()
    {
        CsvTable table = await CsvReading.ReadAsync("a;b\n'it''s; so';\"\n", new CsvDialect { Quote = '\'', Delimiter = ';' });

        table.Rows.ShouldHaveSingleItem().ShouldBe(["it's; so", "\""]);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Propagates()
    {
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(
            new MemoryStream("a\n1\n"u8.ToArray()), "a.csv", new CsvDialect(), null, 10, TestContext.Current.CancellationToken);

        await Should.ThrowAsync<OperationCanceledException>(() => reader.ReadAsync(new CancellationToken(canceled: true)).AsTask());
    }
}
