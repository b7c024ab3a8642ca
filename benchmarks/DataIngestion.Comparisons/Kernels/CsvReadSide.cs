using Apache.Arrow;
using DataIngestion.Comparisons.Measuring;
using DataIngestion.Comparisons.Sides;
using DataIngestion.Contracts;
using DataIngestion.Csv;

namespace DataIngestion.Comparisons.Kernels;

// CSV bytes to typed Arrow columns: the reader and the casts of the contract, nothing else.
internal static class CsvReadSide
{
    private const int BatchRows = 65_536;

    public static Task<Measurement> RunAsync(string csv) => Stopper.MeasureAsync(async () =>
    {
        await using FileStream content = new(csv, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using CsvBatchReader reader = await CsvBatchReader.OpenAsync(content, csv, new CsvDialect(), null, BatchRows, CancellationToken.None);
        ContractBinding binding = ContractBinding.Bind(ClaimsTable.Contract(), reader.Schema);
        long rows = 0;
        while (await reader.ReadAsync(CancellationToken.None) is { } delivered)
        {
            using (delivered)
            using (ContractedBatch typed = binding.Apply(delivered))
            {
                rows += typed.Batch.Length;
            }
        }

        return rows;
    });
}
