using System.Diagnostics;
using Apache.Arrow;

namespace DataIngestion.Csv;

/// <summary>Reads one CSV file and cuts it into chunks of whole records, which are decoded later.</summary>
/// <remarks>
/// <para>Fields of columns that are not asked for are neither decoded nor checked.</para>
/// <para>Not thread-safe, but its chunks may be decoded and disposed on any thread while it reads on, and after it was disposed.
/// The content belongs to the caller and stays open.</para>
/// </remarks>
internal sealed class CsvChunkReader : IAsyncDisposable
{
    private readonly InputWindow _window;
    private readonly ChunkPool _pool;
    private readonly CsvLayout _layout;
    private readonly RecordSplitter _splitter;
    private readonly CsvLimits _limits;
    private readonly CsvOrigin _origin;
    private long _rows;

    private CsvChunkReader(InputWindow window, ChunkPool pool, CsvLayout layout, CsvLimits limits, IReadOnlyDictionary<string, string> detected)
    {
        (_window, _pool, _layout, _limits) = (window, pool, layout, limits);
        _splitter = new RecordSplitter(layout.Syntax, layout.Names.Length);
        _origin = new CsvOrigin(layout.Origin);
        Detected = detected;
    }

    /// <summary>The columns that batches hold, in the order of the file.</summary>
    public Schema Schema => _layout.Schema;

    /// <summary>The names of all columns of the file, those that are not asked for included.</summary>
    public IReadOnlyList<string> AllColumns => _layout.Names;

    /// <summary>What was not declared: <c>delimiter</c>, <c>header</c>, <c>encoding</c>, <c>line ending</c>.</summary>
    public IReadOnlyDictionary<string, string> Detected { get; }

    /// <summary>The blank lines after the header that were skipped so far.</summary>
    public long BlankLines { get; private set; }

    public static ValueTask<CsvChunkReader> OpenAsync(
        Stream content, string origin, CsvDialect dialect, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken) =>
        OpenAsync(content, origin, dialect, columns, batchRows, new CsvLimits(), cancellationToken);

    internal static async ValueTask<CsvChunkReader> OpenAsync(
        Stream content,
        string origin,
        CsvDialect dialect,
        IReadOnlyCollection<string>? columns,
        int batchRows,
        CsvLimits limits,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchRows, 1);
        dialect.Validate();
        (Stream utf8, string? encoding) = await InputWindow.GuardAsync(
            origin, () => TextDecoding.OpenAsync(content, origin, dialect.Encoding, cancellationToken)).ConfigureAwait(false);
        ChunkPool pool = new(limits.ChunkBytes);
        InputWindow window = new(utf8, origin, limits, pool);
        CsvOpening opened = await CsvOpening.ReadAsync(window, dialect, new CsvOrigin(origin), encoding, cancellationToken).ConfigureAwait(false);
        CsvLayout layout = new(opened, dialect, origin, columns, batchRows, limits);
        return new CsvChunkReader(window, pool, layout, limits, opened.Layout.Detected);
    }

    /// <summary>The next rows, or null after the last one.</summary>
    public async ValueTask<CsvChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _window.FillAsync(_limits.ChunkBytes, cancellationToken).ConfigureAwait(false);
            RecordRun run = _splitter.Split(_window.Buffer, _window.Start, _window.End, _window.IsFinal);
            ThrowIfCutShort(run);
            BlankLines += run.BlankLines;
            if (run.Rows > 0)
            {
                return Cut(run);
            }

            _window.Advance(run.End);
            if (_window.IsFinal)
            {
                return null;
            }

            _origin.ThrowIfTooLong(_window, _rows + 1);
        }
    }

    public ValueTask DisposeAsync()
    {
        _pool.Close();
        return _window.DisposeAsync();
    }

    private CsvChunk Cut(RecordRun run)
    {
        int start = _window.Start;
        CsvChunk chunk = new(_layout, _pool, _window.Detach(run.End), start, run, _rows + 1);
        _rows += run.Rows;
        return chunk;
    }

    private void ThrowIfCutShort(RecordRun run)
    {
        if (!_window.IsFinal)
        {
            return;
        }

        if (run.QuoteIsOpen)
        {
            RecordTable last = new(_layout.Names.Length, 1);
            new RecordScanner(_layout.Syntax).Read(_window.Buffer, run.End, _window.End, final: true, last, 1);
            _origin.ThrowIfQuoteIsOpen(last, AllColumns, _rows + run.Rows + 1);
            throw new UnreachableException("A quote is open and not to be found.");
        }

        _origin.ThrowIfTailIsNul(_window, _rows + run.Rows);
    }
}
