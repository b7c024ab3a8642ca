using Apache.Arrow;
using DataIngestion.Csv;

namespace DataIngestion.Sources;

internal sealed class CsvFileFormat(CsvDialect dialect) : IFileFormat
{
    public string Name => "csv";

    public async ValueTask<SourceReader> OpenAsync(
        OriginalFile original, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken)
    {
        Stream content = Decompression.Open(original.Bytes, original.Partition.Origin);
        CsvBatchReader reader = await CsvBatchReader
            .OpenAsync(content, original.Partition.Origin, dialect, columns, batchRows, cancellationToken).ConfigureAwait(false);
        return new Reader(original, reader);
    }

    private sealed class Reader(OriginalFile original, CsvBatchReader reader) : SourceReader
    {
        private long _rows;
        private bool _ended;

        public override Schema Schema => reader.Schema;

        public override IReadOnlyDictionary<string, string> Detected => reader.Detected;

        public override long BytesRead => original.Bytes.Count;

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
            await original.DisposeAsync().ConfigureAwait(false);
        }
    }
}
