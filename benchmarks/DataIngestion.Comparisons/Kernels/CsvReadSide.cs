using DataIngestion.Comparisons.Measuring;
using DataIngestion.Comparisons.Sides;
using DataIngestion.Contracts;
using DataIngestion.Csv;
using DataIngestion.Pipelines;

namespace DataIngestion.Comparisons.Kernels;

// CSV bytes to typed Arrow columns on all cores: the reader and the casts of the contract, nothing else.
internal static class CsvReadSide
{
    private const int BatchRows = 65_536;

    public static Task<Measurement> RunAsync(string csv) => Stopper.MeasureAsync(async () =>
    {
        await using Stream content = await LocalStore.Open(Path.GetDirectoryName(csv)!).OpenReadAsync(Path.GetFileName(csv));
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(content, csv, new CsvDialect(), null, BatchRows, CancellationToken.None);
        ContractBinding binding = ContractBinding.Bind(ClaimsTable.Contract(), reader.Schema, dictionaries: true);
        using Lanes<CsvChunk> lanes = new(Environment.ProcessorCount, CancellationToken.None);
        long rows = 0;
        await lanes.RunAsync(reader.ReadAsync, (_, _, chunk, _) =>
        {
            Interlocked.Add(ref rows, Convert(chunk, binding.Fork()));
            return ValueTask.CompletedTask;
        });
        return rows;
    });

    private static long Convert(CsvChunk chunk, ContractBinding binding)
    {
        long rows = 0;
        foreach (SourceBatch delivered in chunk.Decode())
        {
            using ContractedBatch typed = binding.Apply(delivered);
            rows += typed.Batch.Length;
        }

        return rows;
    }
}
