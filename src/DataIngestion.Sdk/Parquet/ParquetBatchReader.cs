#pragma warning disable CA1822
using Apache.Arrow;

namespace DataIngestion.Parquet;

internal sealed class ParquetBatchReader : IAsyncDisposable
{
    public Schema Schema => throw new InvalidOperationException("replaced");

    public static ParquetBatchReader Open(Stream content, string origin, IReadOnlyCollection<string>? columns, int batchRows) =>
        throw new InvalidOperationException("replaced");

    public ValueTask<SourceBatch?> ReadAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("replaced");

    public ValueTask DisposeAsync() => throw new InvalidOperationException("replaced");
}
