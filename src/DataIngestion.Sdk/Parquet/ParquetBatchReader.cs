using Apache.Arrow;

namespace DataIngestion.Parquet;

/// <summary>Delivers the rows of one Parquet file of a source. It owns the stream from the moment that <see cref="Open"/> returns.</summary>
internal sealed class ParquetBatchReader : IAsyncDisposable
{
    private readonly Stream _content;
    private readonly string _origin;
    private readonly ParquetBatches _batches;
    private long _nextRow = 1;

    private ParquetBatchReader(Stream content, string origin, ParquetBatches batches) => (_content, _origin, _batches) = (content, origin, batches);

    /// <summary>The columns that are read, in the file's order.</summary>
    public Schema Schema => _batches.Schema;

    /// <summary>The file's columns that were not asked for.</summary>
    public IReadOnlyList<string> LeftOut => _batches.LeftOut;

    public static ParquetBatchReader Open(Stream content, string origin, IReadOnlyCollection<string>? columns, int batchRows)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        if (!content.CanSeek)
        {
            throw new ArgumentException("A Parquet file is read from its end: the stream must be seekable.", nameof(content));
        }

        return new ParquetBatchReader(content, origin, ParquetBatches.Open(content, columns, batchRows, Failure));

        SourceException Failure(string reason, Exception cause) =>
            new($"'{origin}' cannot be read as Parquet: {reason}. {Advice(reason)}", cause) { Origin = origin };
    }

    public async ValueTask<SourceBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        RecordBatch? batch = await _batches.NextAsync(cancellationToken).ConfigureAwait(false);
        if (batch is null)
        {
            return null;
        }

        SourceBatch delivered = new(batch, _origin, _nextRow) { Faults = Utf8Faults.Of(batch) };
        _nextRow += batch.Length;
        return delivered;
    }

    public ValueTask DisposeAsync()
    {
        _batches.Dispose();
        return _content.DisposeAsync();
    }

    private static string Advice(string reason) => reason.Contains("decrypt", StringComparison.OrdinalIgnoreCase)
        ? "Encrypted files are not supported: deliver it in clear text."
        : "Write and deliver the file again.";
}
