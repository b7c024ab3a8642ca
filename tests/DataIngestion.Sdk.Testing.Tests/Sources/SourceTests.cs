using System.Text;

namespace DataIngestion.Sources;

public sealed class CsvSourceConformance : SourceConformance, IDisposable
{
    private readonly TestFolder _folder = new();
    private string _files = "";

    public void Dispose() => _folder.Dispose();

    protected override async ValueTask<ISource> CreateAsync()
    {
        _files = _folder.Next();
        await File.WriteAllTextAsync(Path.Combine(_files, "a.csv"), "id,name\n" + string.Concat(Enumerable.Range(0, 30_000).Select(id => $"{id},\"person {id}, of {id % 7}\"\n")), Encoding.UTF8);
        await File.WriteAllTextAsync(Path.Combine(_files, "b.csv"), "id,name\n1,\n2,last");
        return FileSource.Csv(LocalStore.Open(_files), "*.csv", new() { Ready = FileReadiness.Immediately, ChunkBytes = 100_000 });
    }

    protected override async ValueTask<bool> ChangeAsync(ISource source, SourcePartition partition)
    {
        await File.WriteAllTextAsync(Path.Combine(_files, partition.Origin), "id,name\n3,other\n4,rows\n");
        return true;
    }
}

public sealed class ParquetSourceConformance : SourceConformance, IDisposable
{
    private readonly TestFolder _folder = new();
    private string _files = "";

    public void Dispose() => _folder.Dispose();

    // The files that a pipeline writes.
    protected override async ValueTask<ISource> CreateAsync()
    {
        _files = _folder.Next();
        LocalStore lake = LocalStore.Open(_files);
        InMemorySource rows = new("rows", Batches.Of(
            ("id", Batches.Int64([.. Enumerable.Range(0, 3000).Select(id => (long?)id)])),
            ("name", Batches.Strings([.. Enumerable.Range(0, 3000).Select(id => id % 5 == 0 ? null : $"name {id % 11}")])),
            ("amount", Batches.Float64([.. Enumerable.Range(0, 3000).Select(id => (double?)(id / 8.0))]))));
        PipelineResult result = await DataPipeline.Create("claims").From(rows).StoreProcessed(lake.Zone("lake")).Build().RunAsync();
        result.Status.ShouldBe(PipelineStatus.Published);
        return FileSource.Parquet(lake, "lake/**/*.parquet", new() { Ready = FileReadiness.Immediately });
    }

    protected override async ValueTask<bool> ChangeAsync(ISource source, SourcePartition partition)
    {
        byte[] content = await File.ReadAllBytesAsync(Path.Combine(_files, partition.Origin));
        await File.WriteAllBytesAsync(Path.Combine(_files, partition.Origin), content[..^7]);
        return true;
    }
}

public sealed class InMemorySourceConformance : SourceConformance
{
    protected override ValueTask<ISource> CreateAsync() => new(new InMemorySource(
        "rows",
        Batches.Of(("id", Batches.Int64(1, 2, null)), ("name", Batches.Strings("a", null, "c"))),
        Batches.Of(("id", Batches.Int64(4, 5)), ("name", Batches.Encoded("d", "d")))));
}
