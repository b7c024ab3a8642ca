using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using DataIngestion.Storage;
using ParquetSharp;
using ParquetSharp.Arrow;
using ParquetSharp.IO;

namespace DataIngestion.Parquet;

/// <summary>One data file that is being written.</summary>
internal sealed class ParquetTableFile : IAsyncDisposable
{
    private readonly string _name;
    private readonly string _path;
    private readonly StoreWriter _writer;
    private readonly Schema _schema;
    private readonly ParquetWriteOptions _options;
    private readonly IFileStatistics _statistics;
    private readonly HashingWriteStream _stream;
    private readonly ManagedOutputStream _output;
    // Native objects call back into the output when they are freed; a collection must not take it first.
    private GCHandle _root;
    private FileWriter? _parquet;
    private long _rowGroupRows;
    private long _rowGroupBytes;

    public ParquetTableFile(
        string name, string path, StoreWriter writer, Schema schema, ParquetWriteOptions options, IFileStatistics statistics)
    {
        (_name, _path, _writer, _schema, _options, _statistics) = (name, path, writer, schema, options, statistics);
        _stream = new HashingWriteStream(writer.Stream);
        _output = new ManagedOutputStream(_stream, leaveOpen: true);
        _root = GCHandle.Alloc(_output);
    }

    public long Rows { get; private set; }

    public void Write(RecordBatch batch)
    {
        FailPoint.Hit("parquet.write", _path);
        Native(() =>
        {
            _parquet ??= Open();
            if (_rowGroupBytes >= _options.BytesPerRowGroup)
            {
                _parquet.NewBufferedRowGroup();
                (_rowGroupRows, _rowGroupBytes) = (0, 0);
            }

            // The wrapper only gives the arrays the file's schema; it shares them and is not disposed.
            _parquet.WriteBufferedRecordBatch(new RecordBatch(_schema, batch.Arrays, batch.Length));
        });
        GC.KeepAlive(batch);
        _statistics.Observe(batch);
        Count(batch);
    }

    public async ValueTask<StagedFile> CompleteAsync(CancellationToken cancellationToken)
    {
        FailPoint.Hit("parquet.close", _path);
        Native((_parquet ?? throw new InvalidOperationException("The file has no rows.")).Close);
        StoreEntry entry = await _writer.CompleteAsync(StoreCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        return new StagedFile(_name, _stream.Length, _stream.Sha256(), Rows, _statistics.ToJson(), entry.LastModified);
    }

    public ValueTask DisposeAsync()
    {
        _stream.Abandoned = true;
        _parquet?.Dispose();
        _output.Dispose();
        _stream.Dispose();
        if (_root.IsAllocated)
        {
            _root.Free();
        }

        return _writer.DisposeAsync();
    }

    private FileWriter Open()
    {
        using WriterProperties properties = WriterOptions(_options);
        return new FileWriter(_output, _schema, properties);
    }

    private void Count(RecordBatch batch)
    {
        long bytes = BatchBytes.Of(batch);
        Rows += batch.Length;
        _rowGroupRows += batch.Length;
        _rowGroupBytes += bytes;
        if (_rowGroupRows >= _options.RowsPerRowGroup)
        {
            // The native writer has begun a row group by itself and put the rest of the batch there.
            _rowGroupRows %= _options.RowsPerRowGroup;
            _rowGroupBytes = batch.Length == 0 ? 0 : (long)(bytes * ((double)_rowGroupRows / batch.Length));
        }
    }

    private static WriterProperties WriterOptions(ParquetWriteOptions options)
    {
        using WriterPropertiesBuilder builder = new();
        builder.DataPageVersion(ParquetDataPageVersion.V1).EnableDictionary().EnableStatistics().EnablePageChecksum().EnableStoreDecimalAsInteger();
        builder.MaxRowGroupLength(options.RowsPerRowGroup);
        if (options.Compression == ParquetCompression.Zstandard)
        {
            builder.Compression(Compression.Zstd).CompressionLevel(options.CompressionLevel);
        }
        else
        {
            builder.Compression(Compression.Snappy);
        }

        return builder.Build();
    }

    private void Native(Action step)
    {
        try
        {
            step();
        }
        catch (ParquetException) when (_stream.Failure is IngestionException or OperationCanceledException)
        {
            // What the store says is more telling than the text that the native border leaves of it.
            ExceptionDispatchInfo.Throw(_stream.Failure);
        }
        catch (ParquetException cause)
        {
            Exception origin = _stream.Failure ?? cause;
            throw new IngestionException(
                $"The data file '{_path}' cannot be written: {ParquetFailure.Reason(origin)}. Nothing was published; run again.", origin) { Origin = _path };
        }
    }
}
