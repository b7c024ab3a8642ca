using System.Runtime.CompilerServices;

namespace DataIngestion;

/// <summary>Reading a partition batch by batch on one thread.</summary>
public static class SourceReaderExtensions
{
    /// <summary>Reads and decodes one chunk after the other.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The batches, in the order of the rows. Each is valid until the next one is asked for; they are not the caller's to dispose.</returns>
    /// <exception cref="SourceException">The partition changed since it was planned, is cut short, or is not in its format.</exception>
    public static async IAsyncEnumerable<SourceBatch> ReadBatchesAsync(
        this SourceReader reader, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } chunk)
        {
            using (chunk)
            {
                foreach (SourceBatch batch in chunk.Decode())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return batch;
                }
            }
        }
    }
}
