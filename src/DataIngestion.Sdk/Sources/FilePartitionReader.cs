using Apache.Arrow;
using DataIngestion.Storage;

namespace DataIngestion.Sources;

/// <summary>Reads one file through a format while its original bytes are hashed and copied, and vouches for what was read.</summary>
internal sealed class FilePartitionReader : SourceReader
{
    private readonly PlannedContent _planned;
    private readonly HashingTee _tee;
    private readonly Stream _content;
    private readonly RawCopy? _raw;
    private IFormatReader _rows = null!;
    private PartitionReceipt? _receipt;
    private long _rowCount;
    private bool _atEnd;
    private bool _failed;
    private bool _disposed;

    private FilePartitionReader(PlannedContent planned, Stream content, RawCopy? raw)
    {
        (_planned, _content, _raw) = (planned, content, raw);
        _tee = new HashingTee(content, raw?.Stream);
    }

    public override long BytesRead => _tee.BytesRead;

    public override Schema Schema => _rows.Schema;

    public override IReadOnlyDictionary<string, string> Detected => _rows.Detected;

    public static async ValueTask<SourceReader> OpenAsync(
        PlannedContent planned, IFileFormat format, int batchRows, SourceReadRequest request, CancellationToken cancellationToken)
    {
        Stream content = await planned.OpenAsync(cancellationToken).ConfigureAwait(false);
        RawCopy? raw = null;
        try
        {
            raw = request.Raw is null ? null : await request.Raw.BeginAsync(planned.Partition, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await content.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        FilePartitionReader reader = new(planned, content, raw);
        try
        {
            await reader.BeginAsync(format, batchRows, request.Columns, cancellationToken).ConfigureAwait(false);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async ValueTask<SourceChunk?> ReadAsync(CancellationToken cancellationToken = default)
    {
        FailPoint.Hit("source.read", _planned.Partition.Origin);
        if (_failed)
        {
            throw new InvalidOperationException($"Reading '{_planned.Partition.Origin}' failed or was cancelled before; open it again.");
        }

        if (_atEnd)
        {
            return null;
        }

        SourceChunk? chunk = await ExplainedAsync(() => _rows.ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        _rowCount += chunk?.Rows ?? 0;
        _atEnd = chunk is null;
        return chunk;
    }

    public override async ValueTask<PartitionReceipt> CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (!_atEnd)
        {
            throw new InvalidOperationException($"'{_planned.Partition.Origin}' has not been read to its end.");
        }

        if (_receipt is null)
        {
            FailPoint.Hit("source.complete", _planned.Partition.Origin);
            string sha256 = await _tee.DrainAsync(cancellationToken).ConfigureAwait(false);
            await _planned.CheckUnchangedAsync("while it was being read", cancellationToken).ConfigureAwait(false);
            _planned.CheckContent(_tee.BytesRead, sha256);
            string? rawPath = _raw is null ? null : await _raw.CompleteAsync(sha256, cancellationToken).ConfigureAwait(false);
            _receipt = new PartitionReceipt(
                _planned.Partition.Origin, _planned.Partition.Identity, _tee.BytesRead, sha256, _rowCount, rawPath);
        }

        return _receipt;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_rows is not null)
        {
            await _rows.DisposeAsync().ConfigureAwait(false);
        }

        _tee.Release();
        await _content.DisposeAsync().ConfigureAwait(false);
        if (_raw is not null)
        {
            await _raw.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask BeginAsync(
        IFileFormat format, int batchRows, IReadOnlyCollection<string>? columns, CancellationToken cancellationToken)
    {
        Stream source = _tee;
        if (format.NeedsSeeking)
        {
            await _tee.DrainAsync(cancellationToken).ConfigureAwait(false);
            _content.Position = 0;
            source = new UnownedStream(_content);
        }

        _rows = await ExplainedAsync(
            () => format.OpenAsync(source, _planned.Partition.Origin, columns, batchRows, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // A file that is overwritten while it is read shows first as broken content; the change is the better explanation.
    private async ValueTask<T> ExplainedAsync<T>(Func<ValueTask<T>> step, CancellationToken cancellationToken)
    {
        // Bytes may have been hashed and not copied when a step does not come back.
        _failed = true;
        try
        {
            T result = await step().ConfigureAwait(false);
            _failed = false;
            return result;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (!await _planned.IsUnchangedAsync(cancellationToken).ConfigureAwait(false))
            {
                throw _planned.Changed("while it was being read", exception);
            }

            throw;
        }
    }
}
