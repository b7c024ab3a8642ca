#pragma warning disable CA1822
using Apache.Arrow;

namespace DataIngestion.Csv;

internal sealed class CsvBatchReader : IAsyncDisposable
{
    public Schema Schema => throw new InvalidOperationException("replaced");

    public IReadOnlyDictionary<string, string> Detected => throw new InvalidOperationException("replaced");

    public static ValueTask<CsvBatchReader> OpenAsync(
        Stream content, string origin, CsvDialect dialect, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("replaced");

    public ValueTask<SourceBatch?> ReadAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("replaced");

    public ValueTask DisposeAsync() => throw new InvalidOperationException("replaced");
}
