using Apache.Arrow;
using DataIngestion.Parquet;

namespace DataIngestion.Sources;

internal sealed class ParquetFileFormat : IFileFormat
{
    public string Name => "parquet";

    public bool NeedsSeeking => true;

    public ValueTask<IFormatReader> OpenAsync(
        Stream content, string origin, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IFormatReader>(new Reader(ParquetBatchReader.Open(content, origin, columns, batchRows)));

    private sealed class Reader(ParquetBatchReader rows) : IFormatReader
    {
        public Schema Schema => rows.Schema;

        // A Parquet file declares what it holds; only what was passed over is to be told.
        public IReadOnlyDictionary<string, string> Detected { get; } = LeftOutColumns.Report(new Dictionary<string, string>(), rows.LeftOut);

        public async ValueTask<SourceChunk?> ReadAsync(CancellationToken cancellationToken) =>
            await rows.ReadAsync(cancellationToken).ConfigureAwait(false) is { } batch ? SourceChunk.Of(batch) : null;

        public ValueTask DisposeAsync() => rows.DisposeAsync();
    }
}
