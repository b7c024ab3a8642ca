namespace DataIngestion.Csv;

public sealed class RealFilesTests
{
    [Theory]
    [InlineData("insurance_claims.csv", "LF")]
    [InlineData("yy_dates_40col.csv", "CR LF")]
    public async Task ReadAsync_Claims_GivesAllRowsAndAnEmptyLastColumn(string name, string lineEnding)
    {
        CsvTable table = await ReadAsync("CLAIMS_DATA", "claims", name, new CsvDialect());

        table.Rows.Count.ShouldBe(1000);
        table.Columns.Length.ShouldBe(40);
        table.Column("_c39").ShouldAllBe(value => value == null);
        table.Faults.ShouldBeEmpty();
        table.Detected["delimiter"].ShouldBe("comma (,)");
        table.Detected["line ending"].ShouldBe(lineEnding);
    }

    [Fact]
    public async Task ReadAsync_ClaimsWithCrLf_GivesTheSameCells()
    {
        CsvTable lf = await ReadAsync("CLAIMS_DATA", "claims", "insurance_claims.csv", new CsvDialect());
        CsvTable crlf = await ReadAsync("CLAIMS_DATA", "claims", "mdy_crlf_40col_dazdejkovic.csv", new CsvDialect());

        crlf.Detected["line ending"].ShouldBe("CR LF");
        crlf.Rows.Count.ShouldBe(1000);

        // The two files differ in their last column only, which is the empty _c39 in one and a prediction in the other.
        crlf.Columns.SkipLast(1).ShouldBe(lf.Columns.SkipLast(1));
        crlf.Rows.Select(row => string.Join('|', row.SkipLast(1))).ShouldBe(lf.Rows.Select(row => string.Join('|', row.SkipLast(1))));
        crlf.Column("pred").Distinct().Order().ShouldBe(["-1", "1"]);
    }

    [Fact]
    public async Task ReadAsync_Adult_TrimsTheSpaces()
    {
        string[] names =
        [
            "age", "workclass", "fnlwgt", "education", "education_num", "marital_status", "occupation", "relationship",
            "race", "sex", "capital_gain", "capital_loss", "hours_per_week", "native_country", "income",
        ];

        CsvTable table = await ReadAsync("ADULT_DATA", "adult", "adult.data", new CsvDialect { TrimSpaces = true, ColumnNames = names });

        table.Rows.Count.ShouldBe(32_561);
        table.Rows[0].ShouldBe(
            ["39", "State-gov", "77516", "Bachelors", "13", "Never-married", "Adm-clerical", "Not-in-family", "White", "Male", "2174", "0", "40", "United-States", "<=50K"]);
        table.Column("income").Distinct().Order().ShouldBe(["<=50K", ">50K"]);
        table.BlankLines.ShouldBe(1);
        table.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_AdultTest_SkipsTheLineThatIsNoData()
    {
        CsvTable table = await ReadAsync("ADULT_DATA", "adult", "adult.test", new CsvDialect { TrimSpaces = true, SkipLines = 1 });

        table.Rows.Count.ShouldBe(16_281);
        table.Detected["header"].ShouldStartWith("no");
        table.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_Motor_GivesAllRowsBatchByBatch()
    {
        await using FileStream content = File.OpenRead(Path.Combine(SharedData.Folder("MOTOR_DATA", "motor"), "freMTPL2freq.csv"));
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(
            content, "freq", new CsvDialect(), ["IDpol", "Region"], 65_536, TestContext.Current.CancellationToken);
        long rows = 0;
        while (await reader.ReadAsync(TestContext.Current.CancellationToken) is { } chunk)
        {
            using (chunk)
            {
                foreach (SourceBatch batch in chunk.Decode())
                {
                    batch.FirstRow.ShouldBe(rows + 1);
                    batch.Faults.ShouldBeEmpty();
                    rows += batch.Batch.Length;
                }
            }
        }

        rows.ShouldBe(678_013);
    }

    [Theory]
    [InlineData("CLAIMS_DATA", "claims")]
    [InlineData("CSV_CASES", "csv-spectrum/csvs")]
    public async Task ReadAsync_AnyFileInSmallChunks_GivesTheSame(string variable, string folder)
    {
        string[] parts = folder.Split('/');
        string[] files = Directory.GetFiles(Path.Combine([SharedData.Folder(variable, parts[0]), .. parts[1..]]), "*.csv");
        files.ShouldNotBeEmpty();
        foreach (string file in files)
        {
            byte[] content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            CsvDialect dialect = new() { Delimiter = ',', Header = true };
            CsvTable whole = await CsvReading.ReadAsync(new MemoryStream(content), dialect);
            foreach (int chunkBytes in new[] { 100, 1000, 10_000 })
            {
                CsvTable cut = await CsvReading.ReadAsync(
                    new MemoryStream(content), dialect, batchRows: 13, limits: new CsvLimits(WindowBytes: chunkBytes, ChunkBytes: chunkBytes));

                cut.Columns.ShouldBe(whole.Columns, file);
                cut.Rows.Select(row => string.Join('|', row)).ShouldBe(whole.Rows.Select(row => string.Join('|', row)), file);
                cut.Faults.ShouldBe(whole.Faults, file);
                cut.BlankLines.ShouldBe(whole.BlankLines, file);
            }
        }
    }

    private static async Task<CsvTable> ReadAsync(string variable, string folder, string name, CsvDialect dialect)
    {
        await using FileStream content = File.OpenRead(Path.Combine(SharedData.Folder(variable, folder), name));
        return await CsvReading.ReadAsync(content, dialect);
    }
}
