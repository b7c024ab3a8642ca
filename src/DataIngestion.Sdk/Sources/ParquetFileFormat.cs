using Apache.Arrow;
using DataIngestion.Parquet;

namespace DataIngestion.Sources;

internal sealed class ParquetFileFormat : IFileFormat
{
    public string Name => "parquet";

    public async ValueTask<SourceReader> OpenAsync(
        OriginalFile original, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken)
    {
        // Hash and raw copy need all bytes in order, decoding needs few of them at random; both must be the same file, which the end of the read checks.
        Stream content = await original.OpenSeekableAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Reader(original, content, ParquetBatchReader.Open(content, original.Partition.Origin, columns, batchRows));
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed class Reader(OriginalFile original, Stream content, ParquetBatchReader reader) : SourceReader
    {
        private long _rows;
        private bool _ended;

        public override Schema Schema => reader.Schema;

        public override long BytesRead => content.CanSeek ? Math.Min(content.Position, original.Partition.Length) : 0;

        public override async ValueTask<SourceBatch?> ReadAsync(CancellationToken cancellationToken = default)
        {
            SourceBatch? batch = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            _ended |= batch is null;
            _rows += batch?.Batch.Length ?? 0;
            return batch;
        }

        public override ValueTask<PartitionReceipt> CompleteAsync(CancellationToken cancellationToken = default) => _ended
            ? original.CompleteAsync(_rows, cancellationToken)
            : throw new InvalidOperationException("The partition has not been read to its end.");

        public override async ValueTask DisposeAsync()
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            await content.DisposeAsync().ConfigureAwait(false);
            await original.DisposeAsync().ConfigureAwait(false);
        }
    }
}
