using Apache.Arrow;

namespace DataIngestion.Csv;

/// <summary>Streams the records of one CSV file into batches of strings.</summary>
/// <remarks>
/// <para>An unquoted empty field is null, a quoted one the empty string. Rows of the wrong shape stay in their batch and carry a fault.
/// Fields of columns that are not asked for are neither decoded nor checked.</para>
/// <para>Not thread-safe. Batches own their memory; the content belongs to the caller and stays open.</para>
/// </remarks>
internal sealed class CsvBatchReader : IAsyncDisposable
{
    // A block of fields that stays in the first-level cache while its columns are copied one by one.
    private const int FieldsPerBlock = 4 * 1024;
    private const int LeastRowsPerBlock = 16;

    private readonly InputWindow _window;
    private readonly RecordTokenizer _tokenizer;
    private readonly RecordTable _table;
    private readonly BatchAssembler _assembler;
    private readonly CsvLimits _limits;
    private readonly CsvOrigin _origin;
    private readonly int _batchRows;
    private long _rows;

    private CsvBatchReader(InputWindow window, CsvOpening opened, CsvOrigin origin, int batchRows, CsvLimits limits, BatchAssembler assembler)
    {
        _window = window;
        _tokenizer = new RecordTokenizer(opened.Layout.Syntax);
        _table = new RecordTable(opened.Names.Length, Math.Min(batchRows, Math.Max(FieldsPerBlock / opened.Names.Length, LeastRowsPerBlock)));
        _assembler = assembler;
        _limits = limits;
        _origin = origin;
        _batchRows = batchRows;
        Detected = opened.Layout.Detected;
        AllColumns = opened.Names;
    }

    /// <summary>The columns that batches hold, in the order of the file.</summary>
    public Schema Schema => _assembler.Schema;

    /// <summary>The names of all columns of the file, those that are not asked for included.</summary>
    public IReadOnlyList<string> AllColumns { get; }

    /// <summary>What was not declared: <c>delimiter</c>, <c>header</c>, <c>encoding</c>, <c>line ending</c>.</summary>
    public IReadOnlyDictionary<string, string> Detected { get; }

    /// <summary>The blank lines after the header that were skipped so far.</summary>
    public long BlankLines { get; private set; }

    public static ValueTask<CsvBatchReader> OpenAsync(
        Stream content, string origin, CsvDialect dialect, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken) =>
        OpenAsync(content, origin, dialect, columns, batchRows, new CsvLimits(), cancellationToken);

    internal static async ValueTask<CsvBatchReader> OpenAsync(
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
        CsvOrigin place = new(origin);
        (Stream utf8, string? encoding) = await InputWindow.GuardAsync(
            origin, () => TextDecoding.OpenAsync(content, origin, dialect.Encoding, cancellationToken)).ConfigureAwait(false);
        InputWindow window = new(utf8, origin, limits);
        CsvOpening opened = await CsvOpening.ReadAsync(window, dialect, place, encoding, cancellationToken).ConfigureAwait(false);
        BatchAssembler assembler = new(opened, dialect.ColumnNames is not null, Wanted(opened.Names, columns));
        return new CsvBatchReader(window, opened, place, batchRows, limits, assembler);
    }

    /// <summary>The next rows, at most as many as asked for, or null after the last one.</summary>
    public async ValueTask<SourceBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        while (_assembler.Rows < _batchRows && _assembler.Bytes < _limits.BatchBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReadBlock())
            {
                continue;
            }

            if (_window.IsFinal)
            {
                break;
            }

            _origin.ThrowIfTooLong(_window, _rows + _assembler.Rows + 1);
            await _window.FillAsync(cancellationToken).ConfigureAwait(false);
        }

        return _assembler.Rows == 0 ? null : Finish();
    }

    public ValueTask DisposeAsync() => _window.DisposeAsync();

    /// <summary>Whether the window may hold more complete records.</summary>
    private bool ReadBlock()
    {
        int limit = Math.Min(_table.Capacity, _batchRows - _assembler.Rows);
        _table.Clear();
        int consumed = _tokenizer.Read(_window.Buffer, _window.Start, _window.End, _window.IsFinal, _table, limit);
        long lastRow = _rows + _assembler.Rows + _table.Rows;
        _origin.ThrowIfQuoteIsOpen(_table, AllColumns, lastRow + 1);
        _origin.ThrowIfTailIsNul(_window, consumed, lastRow);
        _assembler.Append(_window.Buffer, _window.Start, consumed, _table);
        BlankLines += _table.BlankLines;
        _window.Advance(consumed);
        return _table.Rows == limit;
    }

    private SourceBatch Finish()
    {
        SourceBatch batch = _assembler.Build(_origin.Name, _rows + 1);
        _rows += batch.Batch.Length;
        return batch;
    }

    private static int[] Wanted(string[] names, IReadOnlyCollection<string>? columns)
    {
        HashSet<string>? wanted = columns?.ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, names.Length).Where(column => wanted is null || wanted.Contains(names[column]))];
    }
}
