using System.Runtime.CompilerServices;
using Apache.Arrow;
using ParquetSharp;
using ParquetSharp.IO;

namespace DataIngestion.Parquet;

/// <summary>Reads published data files again.</summary>
internal static class ParquetColumns
{
    private const int BatchRows = 65_536;

    /// <summary>Reads some columns of a data file, or all when none are named. A column that the file lacks is not in the batches: it was added to the table later and is missing in every row.</summary>
    /// <returns>The batches with the columns in the file's order; the caller disposes each.</returns>
    public static async IAsyncEnumerable<RecordBatch> ReadAsync(
        IStore store, string path, IReadOnlyCollection<string>? columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream content = await store.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using ParquetBatches batches = ParquetBatches.Open(content, columns, BatchRows, Failure);
            while (await batches.NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                yield return batch;
            }
        }

        IngestionException Failure(string reason, Exception cause) =>
            new($"The data file '{path}' in {store.Name} cannot be read: {reason}. Restore it, or go back to an older version of the table.", cause)
            {
                Origin = path,
            };
    }

    /// <summary>The rows that the footer states.</summary>
    /// <exception cref="ParquetException">The stream holds no Parquet file with a readable footer.</exception>
    public static long RowsOf(Stream content)
    {
        using ManagedRandomAccessFile file = new(content, leaveOpen: true);
        using ParquetFileReader reader = new(file);
        return reader.FileMetaData.NumRows;
    }
}
