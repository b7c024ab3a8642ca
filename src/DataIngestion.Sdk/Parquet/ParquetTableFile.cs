using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using DataIngestion.Storage;
using ParquetSharp;
using ParquetSharp.Arrow;
using ParquetSharp.IO;
using ParquetSharp.Schema;

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
    private readonly RowGroupBuffer _group;
    // Native objects call back into the output when they are freed; a collection must not take it first.
    private GCHandle _root;
    private FileWriter? _parquet;

    public ParquetTableFile(
        string name, string path, StoreWriter writer, Schema schema, ParquetWriteOptions options, IFileStatistics statistics)
    {
        (_name, _path, _writer, _schema, _options, _statistics) = (name, path, writer, schema, options, statistics);
        _stream = new HashingWriteStream(writer.Stream);
        _output = new ManagedOutputStream(_stream, leaveOpen: true);
        _root = GCHandle.Alloc(_output);
        _group = new RowGroupBuffer(schema.FieldsList.Count);
    }

    public long Rows { get; private set; }

    public void Write(RecordBatch batch)
    {
        FailPoint.Hit("parquet.write", _path);
        for (int at = 0; at < batch.Length;)
        {
            int rows = Math.Min(batch.Length - at, _options.RowsPerRowGroup - _group.Rows);
            _group.Add(batch, at, rows);
            at += rows;
            if (_group.Rows == _options.RowsPerRowGroup || _group.Bytes >= _options.BytesPerRowGroup)
            {
                Native(WriteRowGroup);
            }
        }

        _statistics.Observe(batch);
        Rows += batch.Length;
    }

    public async ValueTask<StagedFile> CompleteAsync(CancellationToken cancellationToken)
    {
        FailPoint.Hit("parquet.close", _path);
        Native(Close);
        StoreEntry entry = await _writer.CompleteAsync(StoreCondition.IfAbsent, cancellationToken).ConfigureAwait(false);
        return new StagedFile(_name, _stream.Length, _stream.Sha256(), Rows, _statistics.ToJson(), entry.LastModified);
    }

    public ValueTask DisposeAsync()
    {
        _stream.Abandoned = true;
        _group.Dispose();
        _parquet?.Dispose();
        _output.Dispose();
        _stream.Dispose();
        if (_root.IsAllocated)
        {
            _root.Free();
        }

        return _writer.DisposeAsync();
    }

    private void WriteRowGroup()
    {
        IReadOnlyList<IArrowArray>[] columns = [.. Enumerable.Range(0, _group.Columns).Select(_group.Column)];
        _parquet ??= Open(columns);
        _parquet.NewRowGroup();
        foreach (IReadOnlyList<IArrowArray> parts in columns)
        {
            if (parts.Any(part => part is DictionaryArray))
            {
                WriteEncoded(_parquet, parts);
            }
            else
            {
                _parquet.WriteColumnChunk(new ChunkedArray([.. parts]));
            }
        }

        _group.Clear();
        ProcessMemory.GiveBackUnused();
    }

    private static void WriteEncoded(FileWriter parquet, IReadOnlyList<IArrowArray> parts)
    {
        IReadOnlyList<IArrowArray> unified = SharedDictionary.Unify(parts);
        parquet.WriteColumnChunk(new ChunkedArray([.. unified]));
        foreach (IArrowArray part in unified)
        {
            part.Dispose();
        }
    }

    private void Close()
    {
        if (_group.Rows > 0)
        {
            WriteRowGroup();
        }

        (_parquet ?? throw new InvalidOperationException("The file has no rows.")).Close();
    }

    private FileWriter Open(IReadOnlyList<IArrowArray>[] columns)
    {
        using WriterPropertiesBuilder builder = WriterOptions(_options);
        for (int column = 0; column < columns.Length; column++)
        {
            Encode(builder, _schema.FieldsList[column].Name, ColumnEncodings.Choose(columns[column]));
        }

        using WriterProperties properties = builder.Build();
        return new FileWriter(_output, _schema, properties);
    }

    private static void Encode(WriterPropertiesBuilder builder, string name, ColumnEncoding encoding)
    {
        // A path of one part: a dot in the name does not make it two.
        using ColumnPath path = new([name]);
        switch (encoding)
        {
            case ColumnEncoding.GivenDictionary:
                builder.DisableStatistics(path);
                break;
            case ColumnEncoding.Plain:
                builder.DisableDictionary(path);
                break;
            case ColumnEncoding.Delta:
                builder.DisableDictionary(path).Encoding(path, ParquetSharp.Encoding.DeltaBinaryPacked);
                break;
        }
    }

    private static WriterPropertiesBuilder WriterOptions(ParquetWriteOptions options)
    {
        WriterPropertiesBuilder builder = new();
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

        return builder;
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
