using Apache.Arrow;
using DataIngestion.Csv;

namespace DataIngestion.Sources;

internal sealed class CsvFileFormat(CsvDialect dialect, CsvLimits limits) : IFileFormat
{
    public string Name => "csv";

    public bool NeedsSeeking => false;

    public async ValueTask<IFormatReader> OpenAsync(
        Stream content, string origin, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken)
    {
        Stream plain = Decompression.Open(content, origin);
        try
        {
            return new Reader(plain, await CsvChunkReader.OpenAsync(plain, origin, dialect, columns, batchRows, limits, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await plain.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private sealed class Reader(Stream plain, CsvChunkReader rows) : IFormatReader
    {
        public Schema Schema => rows.Schema;

        public IReadOnlyDictionary<string, string> Detected { get; } = LeftOutColumns.Report(
            rows.Detected, [.. rows.AllColumns.Except(rows.Schema.FieldsList.Select(field => field.Name), StringComparer.Ordinal)]);

        public async ValueTask<SourceChunk?> ReadAsync(CancellationToken cancellationToken) =>
            await rows.ReadAsync(cancellationToken).ConfigureAwait(false);

        public async ValueTask DisposeAsync()
        {
            await rows.DisposeAsync().ConfigureAwait(false);
            await plain.DisposeAsync().ConfigureAwait(false);
        }
    }
}
