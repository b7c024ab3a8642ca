using Apache.Arrow;

namespace DataIngestion.Parquet;

public sealed class ParquetBatchReaderTests
{
    [Fact]
    public async Task ReadAsync_OneColumnOfTwenty_ReadsATwentiethOfTheBytes()
    {
        byte[] file = await ParquetFiles.Wide(columns: 20, rows: 100_000);
        CountingStream all = new(file);
        CountingStream one = new(file);

        await using ParquetBatchReader everything = ParquetBatchReader.Open(all, "wide.parquet", null, 10_000);
        (await ParquetFiles.Drain(everything)).ShouldBe(100_000);
        await using ParquetBatchReader single = ParquetBatchReader.Open(one, "wide.parquet", ["c7", "not there"], 10_000);
        (await ParquetFiles.Drain(single)).ShouldBe(100_000);

        single.Schema.FieldsList.Select(field => field.Name).ShouldBe(["c7"]);
        all.BytesRead.ShouldBeGreaterThan(20 * 100_000 * 8 * 9 / 10);
        one.BytesRead.ShouldBeLessThan(all.BytesRead / 15);
    }

    [Fact]
    public async Task ReadAsync_ColumnsInAnotherOrder_DeliversTheOrderOfTheFile()
    {
        byte[] file = await ParquetFiles.Wide(columns: 4, rows: 10);
        await using ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(file), "f", ["c3", "c0"], 10);

        using SourceBatch batch = (await reader.ReadAsync(CancellationToken.None))!;
        batch.Batch.Schema.FieldsList.Select(field => field.Name).ShouldBe(["c0", "c3"]);
        ((Int64Array)batch.Batch.Column(1)).GetValue(4).ShouldBe(ParquetFiles.Number(3, 4));
    }

    [Fact]
    public async Task ReadAsync_NoColumnOfTheFile_StillCountsTheRows()
    {
        byte[] file = await ParquetFiles.Wide(columns: 2, rows: 2_500);
        await using ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(file), "f", ["other"], 1_000);

        List<(int, long, int)> batches = [];
        while (await reader.ReadAsync(CancellationToken.None) is { } batch)
        {
            batches.Add((batch.Batch.Length, batch.FirstRow, batch.Batch.ColumnCount));
        }

        batches.ShouldBe([(1_000, 1, 0), (1_000, 1_001, 0), (500, 2_001, 0)]);
    }

    [Fact]
    public async Task ReadAsync_SeveralRowGroups_NumbersRowsFromOneAndKeepsTheBound()
    {
        byte[] file = await ParquetFiles.Wide(columns: 1, rows: 1_000, rowsPerRowGroup: 300);
        await using ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(file), "in/a.parquet", null, 128);

        long next = 1;
        while (await reader.ReadAsync(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                (batch.Origin, batch.FirstRow).ShouldBe(("in/a.parquet", next));
                batch.Batch.Length.ShouldBeInRange(1, 128);
                ((Int64Array)batch.Batch.Column(0)).GetValue(0).ShouldBe(ParquetFiles.Number(0, next - 1));
                next += batch.Batch.Length;
            }
        }

        next.ShouldBe(1_001);
    }

    [Fact]
    public async Task ReadAsync_CollectionsBetweenBatches_KeepsTheMemoryOfHeldBatches()
    {
        byte[] file = await ParquetFiles.Wide(columns: 3, rows: 20_000, rowsPerRowGroup: 4_000);
        List<SourceBatch> held = [];
        await using (ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(file), "f", null, 700))
        {
            while (await reader.ReadAsync(CancellationToken.None) is { } batch)
            {
                Collect();
                held.Add(batch);
            }
        }

        Collect();
        foreach (SourceBatch batch in held)
        {
            Int64Array numbers = (Int64Array)batch.Batch.Column(2);
            Enumerable.Range(0, numbers.Length).All(row => numbers.Values[row] == ParquetFiles.Number(2, batch.FirstRow - 1 + row)).ShouldBeTrue();
            batch.Dispose();
        }
    }

    [Fact]
    public async Task Open_FileCutAtAnyPlace_IsASourceExceptionThatNamesIt()
    {
        byte[] file = await ParquetFiles.Wide(columns: 3, rows: 500);
        int[] lengths = [0, 1, 3, 4, 5, 7, 8, 9, 11, 12, 13, .. Enumerable.Range(1, 40).Select(part => file.Length * part / 41), file.Length - 8, file.Length - 5, file.Length - 4, file.Length - 1];
        foreach (int length in lengths)
        {
            SourceException failure = await Should.ThrowAsync<SourceException>(() => ReadWhole(file[..length]), $"{length} bytes");
            failure.Origin.ShouldBe("in/cut.parquet");
            failure.Message.ShouldContain("'in/cut.parquet'");
            failure.InnerException.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Open_BytesFlippedAnywhere_EndsInRowsOrASourceException()
    {
        byte[] file = await ParquetFiles.Wide(columns: 2, rows: 300, rowsPerRowGroup: 100);
        Random random = new(20_240_101);
        int refused = 0;
        for (int attempt = 0; attempt < 400; attempt++)
        {
            byte[] damaged = [.. file];
            for (int flip = 0; flip <= attempt % 4; flip++)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            }

            try
            {
                await ReadWhole(damaged);
            }
            catch (SourceException)
            {
                refused++;
            }
        }

        // Pages carry checksums: damage to the values, which are most of the file, is never read as data.
        refused.ShouldBeGreaterThan(350);
    }

    [Fact]
    public async Task Open_PageWithOneBitFlipped_IsRefusedByItsChecksum()
    {
        byte[] file = await ParquetFiles.Wide(columns: 1, rows: 1_000);
        file[file.Length / 2] ^= 1;

        (await Should.ThrowAsync<SourceException>(() => ReadWhole(file))).Message.ShouldContain("'in/cut.parquet'");
    }

    [Fact]
    public async Task ReadAsync_StreamThatFails_KeepsTheCause()
    {
        CountingStream content = new(await ParquetFiles.Wide(columns: 2, rows: 100_000));
        await using ParquetBatchReader reader = ParquetBatchReader.Open(content, "f", null, 1_000);
        content.Failure = new IOException("the cable is out");

        SourceException failure = await Should.ThrowAsync<SourceException>(() => ParquetFiles.Drain(reader));
        failure.InnerException.ShouldBeSameAs(content.Failure);
        failure.Message.ShouldContain("the cable is out");
    }

    [Fact]
    public async Task ReadAsync_StreamThatIsCancelled_PropagatesTheCancellation()
    {
        CountingStream content = new(await ParquetFiles.Wide(columns: 2, rows: 100_000));
        await using ParquetBatchReader reader = ParquetBatchReader.Open(content, "f", null, 1_000);
        content.Failure = new OperationCanceledException("stop");

        await Should.ThrowAsync<OperationCanceledException>(() => ParquetFiles.Drain(reader));
    }

    [Fact]
    public async Task ReadAsync_TokenCancelled_Throws()
    {
        await using ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(await ParquetFiles.Wide(1, 10)), "f", null, 10);
        await Should.ThrowAsync<OperationCanceledException>(() => reader.ReadAsync(new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public async Task DisposeAsync_Reader_DisposesTheStreamAndEndsReading()
    {
        CountingStream content = new(await ParquetFiles.Wide(columns: 1, rows: 10));
        ParquetBatchReader reader = ParquetBatchReader.Open(content, "f", null, 5);
        await reader.DisposeAsync();

        content.Disposed.ShouldBeTrue();
        await Should.ThrowAsync<ObjectDisposedException>(() => reader.ReadAsync(CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task ReadAsync_TextThatIsNotUtf8_NamesTheRowsAndKeepsThem()
    {
        // Rows: "a", a lone 0xFF, "Ω" whole, the first half of "Ω", its second half, "z".
        byte[] bytes = [(byte)'a', 0xFF, 0xCE, 0xA9, 0xCE, 0xA9, (byte)'z'];
        byte[] file = await WithTexts(bytes, [0, 1, 2, 4, 5, 6, 7]);
        await using ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(file), "f", null, 10);

        using SourceBatch batch = (await reader.ReadAsync(CancellationToken.None))!;
        batch.Batch.Length.ShouldBe(6);
        batch.Faults.Select(fault => fault.Row).ShouldBe([1, 3, 4]);
        batch.Faults[0].Reason.ShouldBe("the text in column 'c0' is not UTF-8");
    }

    [Fact]
    public async Task ReadAsync_CharacterSplitBetweenRows_IsFoundAlthoughTheWholeIsValid()
    {
        byte[] file = await WithTexts([0xCE, 0xA9, (byte)'z'], [0, 1, 2, 3]);
        await using ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(file), "f", null, 10);

        using SourceBatch batch = (await reader.ReadAsync(CancellationToken.None))!;
        batch.Faults.Select(fault => fault.Row).ShouldBe([0, 1]);
    }

    private static async Task<byte[]> WithTexts(byte[] values, int[] offsets)
    {
        Schema schema = TestTables.Schema(ColumnType.String);
        StringArray texts = new(offsets.Length - 1, new ArrowBuffer.Builder<int>().AppendRange(offsets).Build(), new ArrowBuffer(values), ArrowBuffer.Empty, 0);
        using RecordBatch batch = new(schema, [texts], texts.Length);
        return await ParquetFiles.Make(schema, new(), batch);
    }

    private static async Task<long> ReadWhole(byte[] content)
    {
        await using ParquetBatchReader reader = ParquetBatchReader.Open(new MemoryStream(content), "in/cut.parquet", null, 64);
        return await ParquetFiles.Drain(reader);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
