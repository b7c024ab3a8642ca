using Apache.Arrow;
using DataIngestion.Storage;
using ParquetSharp;

namespace DataIngestion.Parquet;

/// <summary>Writes the data files of one run into a table's folder. Not thread-safe.</summary>
/// <remarks>Files become visible in the store one by one and belong to the table only when a commit names them; the orphan clean-up removes the others.</remarks>
internal sealed class ParquetTableWriter : IAsyncDisposable
{
    private readonly StorageZone _table;
    private readonly Schema _schema;
    private readonly ParquetWriteOptions _options;
    private readonly Func<IFileStatistics> _statistics;
    private readonly Action<StorageZone, string>? _onStaged;
    private readonly List<StagedFile> _staged = [];
    private ParquetTableFile? _open;
    private int _files;
    private State _state;

    public ParquetTableWriter(StorageZone table, Schema schema, ParquetWriteOptions options, Func<IFileStatistics> statistics, Action<StorageZone, string>? onStaged = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentOutOfRangeException.ThrowIfZero(schema.FieldsList.Count, nameof(schema));
        // Metadata of the schema would end up in the footer.
        _schema = new Schema(schema.FieldsList.Select(field => new Field(field.Name, field.DataType, field.IsNullable)), null);
        (_table, _options, _statistics, _onStaged) = (table, options, statistics, onStaged);
    }

    private enum State
    {
        Writing,
        Broken,
        Completed,
    }

    /// <summary>Writes a batch. It does not keep the batch.</summary>
    public async ValueTask WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        Require(State.Writing);
        cancellationToken.ThrowIfCancellationRequested();
        BatchShape.Require(_schema, batch);
        _state = State.Broken;
        int at = 0;
        while (at < batch.Length)
        {
            _open ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
            int rows = (int)Math.Min(batch.Length - at, _options.RowsPerFile - _open.Rows);
            WriteRows(_open, batch, at, rows);
            at += rows;
            if (_open.Rows == _options.RowsPerFile)
            {
                await CloseAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        _state = State.Writing;
    }

    /// <summary>Finishes the files and compares the footers, read back from the store, with the rows written.</summary>
    public async ValueTask<IReadOnlyList<StagedFile>> CompleteAsync(CancellationToken cancellationToken)
    {
        Require(State.Writing);
        _state = State.Broken;
        if (_open is not null)
        {
            await CloseAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (StagedFile file in _staged)
        {
            await CheckAsync(file, cancellationToken).ConfigureAwait(false);
        }

        _state = State.Completed;
        return _staged;
    }

    public async ValueTask DisposeAsync()
    {
        if (_open is not null)
        {
            await _open.DisposeAsync().ConfigureAwait(false);
            _open = null;
        }

        _state = State.Completed;
    }

    private void Require(State state)
    {
        if (_state != state)
        {
            throw new InvalidOperationException(
                _state == State.Broken ? "A write failed before: the run's files are not whole." : "The writer is completed or disposed.");
        }
    }

    private async ValueTask<ParquetTableFile> OpenAsync(CancellationToken cancellationToken)
    {
        string codec = _options.Compression == ParquetCompression.Zstandard ? "zstd" : "snappy";
        string name = $"part-{_files++:D5}-{Guid.NewGuid():D}.{codec}.parquet";
        StoreWriter writer = await _table.Store.CreateAsync(_table.PathOf(name), StoreWriteOptions.Default, cancellationToken).ConfigureAwait(false);
        return new ParquetTableFile(name, _table.PathOf(name), writer, _schema, _options, _statistics());
    }

    private static void WriteRows(ParquetTableFile file, RecordBatch batch, int at, int rows)
    {
        if (rows == batch.Length)
        {
            file.Write(batch);
            return;
        }

        using RecordBatch part = batch.SliceShared(at, rows);
        file.Write(part);
    }

    private async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        ParquetTableFile file = _open!;
        await using (file.ConfigureAwait(false))
        {
            StagedFile staged = await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
            _onStaged?.Invoke(_table, staged.Path);
            _staged.Add(staged);
            _open = null;
        }
    }

    private async ValueTask CheckAsync(StagedFile file, CancellationToken cancellationToken)
    {
        string path = _table.PathOf(file.Path);
        FailPoint.Hit("parquet.footer", path);
        Stream content = await _table.Store.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            GuardedReadStream guard = new(content);
            long rows = Rows(guard, path);
            if (rows != file.Rows || content.Length != file.Length)
            {
                throw Mismatch(path, $"{rows} rows in {content.Length} bytes are there, {file.Rows} rows in {file.Length} bytes were written", null);
            }
        }
    }

    private long Rows(GuardedReadStream content, string path)
    {
        try
        {
            return ParquetColumns.RowsOf(content);
        }
        catch (Exception cause) when (cause is ParquetException && content.Failure is not OperationCanceledException)
        {
            Exception origin = content.Failure ?? cause;
            throw Mismatch(path, ParquetFailure.Reason(origin), origin);
        }
    }

    private IngestionException Mismatch(string path, string reason, Exception? cause) =>
        new($"The data file '{path}' in {_table.Store.Name} is not what was written: {reason}. Nothing was published; check the store and run again.", cause)
        {
            Origin = path,
        };
}
