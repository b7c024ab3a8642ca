using System.Text;
using Apache.Arrow;

namespace DataIngestion.Csv;

public sealed class CsvChunkTests
{
    private static readonly CsvLimits Small = new(WindowBytes: 512, ChunkBytes: 512);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decode_ConcurrentlyAndOutOfOrder_GivesTheSameRows()
    {
        string[] lines = [.. Enumerable.Range(0, 5000).Select(row => row % 7 == 0 ? $"\"q \"\"{row}\"\" of a quoted value\",{row}" : $"value of row {row},{row}")];
        await using CsvChunkReader reader = await OpenAsync(string.Join('\n', lines.Prepend("a,b")));
        List<CsvChunk> chunks = await ReadAllAsync(reader);
        chunks.Count.ShouldBeGreaterThan(100);
        string[][] decoded = new string[chunks.Count][];

        Parallel.ForEach(Enumerable.Range(0, chunks.Count).Reverse(), new ParallelOptions { CancellationToken = Cancel }, at =>
        {
            decoded[at] = Decode(chunks[at]);
            chunks[at].Dispose();
        });

        decoded.SelectMany(chunk => chunk).ShouldBe(
            Enumerable.Range(0, 5000).Select(row => row % 7 == 0 ? $"q \"{row}\" of a quoted value={row}" : $"value of row {row}={row}"));
        chunks.Select(chunk => chunk.FirstRow).ShouldBe(Enumerable.Range(0, chunks.Count).Select(at => 1 + chunks.Take(at).Sum(chunk => chunk.Rows)));
    }

    [Fact]
    public async Task Decode_OthersAreReadAndDisposedMeanwhile_KeepsItsBytes()
    {
        await using CsvChunkReader reader = await OpenAsync("a,b\n" + string.Concat(Enumerable.Range(0, 2000).Select(row => $"a long value {row:0000},{row}\n")));
        CsvChunk first = (await reader.ReadAsync(Cancel)).ShouldNotBeNull();
        using IEnumerator<SourceBatch> batches = first.Decode().GetEnumerator();
        batches.MoveNext().ShouldBeTrue();
        int rows = 0;
        while (await reader.ReadAsync(Cancel) is { } chunk)
        {
            rows += Decode(chunk).Length;
            chunk.Dispose();
        }

        StringViewArray column = (StringViewArray)batches.Current.Batch.Column(0);
        Enumerable.Range(0, column.Length).Select(row => column.GetString(row)).ShouldBe(
            Enumerable.Range(0, column.Length).Select(row => $"a long value {row:0000}"));
        (rows + first.Rows).ShouldBe(2000);
        first.Dispose();
    }

    [Fact]
    public async Task Decode_ReaderIsDisposed_StillGivesTheRows()
    {
        CsvChunkReader reader = await OpenAsync("a,b\n" + string.Concat(Enumerable.Range(0, 200).Select(row => $"a long value {row:0000},{row}\n")));
        List<CsvChunk> chunks = await ReadAllAsync(reader);

        await reader.DisposeAsync();

        chunks.SelectMany(Decode).ShouldBe(Enumerable.Range(0, 200).Select(row => $"a long value {row:0000}={row}"));
        chunks.ForEach(chunk => chunk.Dispose());
    }

    [Fact]
    public async Task Decode_ChunkIsDisposed_Stops()
    {
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(
            new MemoryStream("a,b\n1,2\n3,4\n"u8.ToArray()), "a.csv", new CsvDialect(), null, 1, Cancel);
        CsvChunk chunk = (await reader.ReadAsync(Cancel)).ShouldNotBeNull();
        using IEnumerator<SourceBatch> batches = chunk.Decode().GetEnumerator();
        batches.MoveNext().ShouldBeTrue();

        chunk.Dispose();
        chunk.Dispose();

        Should.Throw<ObjectDisposedException>(() => batches.MoveNext());
        Should.Throw<ObjectDisposedException>(chunk.Decode);
    }

    [Fact]
    public async Task Decode_Twice_GivesTheSameRows()
    {
        await using CsvChunkReader reader = await OpenAsync("a,b\n1,2\n");
        using CsvChunk chunk = (await reader.ReadAsync(Cancel)).ShouldNotBeNull();
        string[] first = [.. Decode(chunk)];

        Decode(chunk).ShouldBe(first);
    }

    [Fact]
    public async Task Decode_BatchIsDisposed_GoesOn()
    {
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(
            new MemoryStream("a,b\n1,\"a \"\"long\"\" value of a row\"\n3,\n"u8.ToArray()), "a.csv", new CsvDialect(), null, 1, Cancel);
        using CsvChunk chunk = (await reader.ReadAsync(Cancel)).ShouldNotBeNull();
        List<string> values = [];
        foreach (SourceBatch batch in chunk.Decode())
        {
            values.Add(((StringViewArray)batch.Batch.Column(1)).GetString(0) ?? "∅");
            batch.Dispose();
        }

        values.ShouldBe(["a \"long\" value of a row", "∅"]);
    }

    [Fact]
    public async Task ReadAsync_OneRecordLongerThanAChunk_IsAChunkOfItsOwn()
    {
        string longValue = new('x', 5000);
        await using CsvChunkReader reader = await OpenAsync($"a,b\n1,2\n\"{longValue}\",4\n5,6\n");

        List<CsvChunk> chunks = await ReadAllAsync(reader);

        chunks.SelectMany(Decode).ShouldBe(["1=2", $"{longValue}=4", "5=6"]);
        chunks.ForEach(chunk => chunk.Dispose());
    }

    [Fact]
    public void Return_ManyBuffers_AreUsedAgainUntilThePoolIsClosed()
    {
        ChunkPool pool = new(1000);
        byte[] first = pool.RentText(1000);
        byte[] longer = pool.RentText(2000);
        pool.Return(first);
        pool.Return(longer);

        pool.RentText(1000).ShouldBeSameAs(first);
        pool.RentText(2000).ShouldNotBeSameAs(longer);

        pool.Close();
        pool.Return(first);
        pool.RentText(1000).ShouldNotBeSameAs(first);
    }

    private static ValueTask<CsvChunkReader> OpenAsync(string text) =>
        CsvChunkReader.OpenAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.csv", new CsvDialect { Header = true }, null, 7, Small, Cancel);

    private static async Task<List<CsvChunk>> ReadAllAsync(CsvChunkReader reader)
    {
        List<CsvChunk> chunks = [];
        while (await reader.ReadAsync(Cancel) is { } chunk)
        {
            chunks.Add(chunk);
        }

        return chunks;
    }

    private static string[] Decode(CsvChunk chunk)
    {
        List<string> rows = [];
        foreach (SourceBatch batch in chunk.Decode())
        {
            batch.Faults.ShouldBeEmpty();
            StringViewArray[] columns = [.. batch.Batch.Arrays.Cast<StringViewArray>()];
            rows.AddRange(Enumerable.Range(0, batch.Batch.Length).Select(row => string.Join('=', columns.Select(column => column.GetString(row)))));
        }

        return [.. rows];
    }
}
