namespace DataIngestion.Csv;

/// <summary>The text of some records. An unquoted empty field is null, a quoted one the empty string; rows of the wrong shape carry a fault.</summary>
internal sealed class CsvChunk : SourceChunk
{
    private readonly CsvLayout _layout;
    private readonly ChunkPool _pool;
    private readonly byte[] _text;
    private readonly int _start;
    private readonly RecordRun _run;
    private ChunkColumns? _columns;
    private int _disposed;

    public CsvChunk(CsvLayout layout, ChunkPool pool, byte[] text, int start, RecordRun run, long firstRow)
        : base(layout.Origin, firstRow, run.Rows) =>
        (_layout, _pool, _text, _start, _run) = (layout, pool, text, start, run);

    public override IEnumerable<SourceBatch> Decode()
    {
        ThrowIfDisposed();
        return Batches();
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _pool.Return(_text);
            if (_columns is not null)
            {
                _pool.Return(_columns);
            }
        }

        base.Dispose(disposing);
    }

    private IEnumerable<SourceBatch> Batches()
    {
        ThrowIfDisposed();
        _columns ??= _pool.RentColumns(_layout, Math.Min(_layout.BatchRows, _run.Rows));
        ChunkDecoder decoder = new(_layout, _columns, _text, _start, _run.End, _run.LineEndings);
        long row = FirstRow;
        while (decoder.Next(row) is { } batch)
        {
            row += batch.Batch.Length;
            yield return batch;
            ThrowIfDisposed();
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
}
