using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using ParquetSharp;
using ParquetSharp.Arrow;
using ParquetSharp.IO;

namespace DataIngestion.Parquet;

/// <summary>The batches of one Parquet file. Memory is bounded by one batch and a read buffer for each column, not by the row groups.</summary>
internal sealed class ParquetBatches : IDisposable
{
    // The buffer exists once for each leaf column.
    private const int ReadBufferBytes = 256 << 10;

    private readonly GuardedReadStream _guard;
    private readonly Func<string, Exception, IngestionException> _failure;
    private readonly int _batchRows;
    private ManagedRandomAccessFile? _file;
    private GCHandle _root;
    private FileReader? _reader;
    private IArrowArrayStream? _batches;
    private Schema? _schema;
    private long _delivered;

    private ParquetBatches(Stream content, int batchRows, Func<string, Exception, IngestionException> failure)
    {
        _guard = new GuardedReadStream(content);
        _batchRows = batchRows;
        _failure = failure;
    }

    public Schema Schema => _schema!;

    /// <summary>The rows that the footer states.</summary>
    public long Rows { get; private set; }

    /// <summary>The file's columns that were not asked for.</summary>
    public IReadOnlyList<string> LeftOut { get; private set; } = [];

    /// <summary>Opens a file; the caller keeps the stream and disposes it after this. The last argument makes the exception for a reason in words and its cause.</summary>
    public static ParquetBatches Open(
        Stream content, IReadOnlyCollection<string>? columns, int batchRows, Func<string, Exception, IngestionException> failure)
    {
        ParquetBatches batches = new(content, batchRows, failure);
        try
        {
            batches.Open(columns);
            return batches;
        }
        catch (Exception cause)
        {
            batches.Dispose();
            if (batches.Translate(cause) is { } translated)
            {
                throw translated;
            }

            throw;
        }
    }

    /// <summary>The next batch, which the caller disposes, or null after the last one.</summary>
    public async ValueTask<RecordBatch?> NextAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_reader is null, this);
        cancellationToken.ThrowIfCancellationRequested();
        RecordBatch? batch;
        try
        {
            batch = _batches is null ? NextWithoutColumns() : await _batches.ReadNextRecordBatchAsync(cancellationToken).ConfigureAwait(false);
            if (batch is null && _delivered != Rows)
            {
                throw new InvalidDataException($"the footer states {Rows} rows and the row groups hold {_delivered}");
            }
        }
        catch (Exception cause)
        {
            if (Translate(cause) is { } translated)
            {
                throw translated;
            }

            throw;
        }

        _delivered += batch?.Length ?? 0;
        return batch;
    }

    public void Dispose()
    {
        _batches?.Dispose();
        _reader?.Dispose();
        _file?.Dispose();
        (_batches, _reader, _file) = (null, null, null);
        if (_root.IsAllocated)
        {
            _root.Free();
        }
    }

    private void Open(IReadOnlyCollection<string>? columns)
    {
        _file = new ManagedRandomAccessFile(_guard, leaveOpen: true);
        // Native objects call back into it when they are freed. Should this object never be disposed, a collection must not take it first:
        // that ends the process.
        _root = GCHandle.Alloc(_file);
        using ReaderProperties properties = ReaderOptions();
        using ArrowReaderProperties arrow = ArrowReaderProperties.GetDefault();
        // One thread calls back into the stream, and no row group is fetched ahead as a whole.
        arrow.UseThreads = false;
        arrow.PreBuffer = false;
        arrow.BatchSize = _batchRows;
        // INT96 has no logical type; in nanoseconds the years beyond 2262 that Spark writes would wrap around.
        arrow.CoerceInt96TimestampUnit = Apache.Arrow.Types.TimeUnit.Microsecond;
        _reader = new FileReader(_file, properties, arrow);
        using (ParquetFileReader parquet = _reader.ParquetReader)
        {
            Rows = parquet.FileMetaData.NumRows;
        }

        OpenStream(_reader, columns);
        RefuseDuplicateNames(Schema);
    }

    internal static ReaderProperties ReaderOptions()
    {
        ReaderProperties properties = ReaderProperties.GetDefaultReaderProperties();
        properties.EnableBufferedStream();
        properties.BufferSize = ReadBufferBytes;
        properties.EnablePageChecksumVerification();
        return properties;
    }

    private void OpenStream(FileReader reader, IReadOnlyCollection<string>? columns)
    {
        LeftOut = columns is null ? [] : [.. reader.Schema.FieldsList.Select(field => field.Name).Where(name => !columns.Contains(name))];
        // Fails for a type that Arrow has and this library has not, before there is a stream that only a finalizer would release.
        _schema = reader.Schema;
        int[]? leaves = columns is null ? null : Leaves(reader.SchemaManifest, columns);
        if (leaves is [])
        {
            // The native reader takes an empty selection for "all columns".
            _schema = new Schema([], null);
            return;
        }

        _batches = reader.GetRecordBatchReader(columns: leaves);
        _schema = _batches.Schema;
    }

    private RecordBatch? NextWithoutColumns()
    {
        int rows = (int)Math.Min(_batchRows, Rows - _delivered);
        return rows == 0 ? null : new RecordBatch(Schema, [], rows);
    }

    private static int[] Leaves(SchemaManifest manifest, IReadOnlyCollection<string> columns)
    {
        HashSet<string> wanted = new(columns, StringComparer.Ordinal);
        List<int> leaves = [];
        foreach (SchemaField field in manifest.SchemaFields)
        {
            if (wanted.Contains(field.Field.Name))
            {
                Collect(field, leaves);
            }
        }

        return [.. leaves];
    }

    private static void Collect(SchemaField field, List<int> leaves)
    {
        if (field.Children.Count == 0)
        {
            leaves.Add(field.ColumnIndex);
        }

        foreach (SchemaField child in field.Children)
        {
            Collect(child, leaves);
        }
    }

    private static void RefuseDuplicateNames(Schema schema)
    {
        IGrouping<string, Field>? twice = schema.FieldsList.GroupBy(field => field.Name).FirstOrDefault(group => group.Skip(1).Any());
        if (twice is not null)
        {
            throw new InvalidDataException($"it has more than one column '{twice.Key}'");
        }
    }

    // Null means that the cause itself is what the caller must see.
    private IngestionException? Translate(Exception cause)
    {
        Exception origin = _guard.Failure ?? cause;
        return origin switch
        {
            OperationCanceledException when ReferenceEquals(origin, cause) => null,
            OperationCanceledException cancelled => throw new OperationCanceledException(cancelled.Message, cancelled, cancelled.CancellationToken),
            IngestionException known when ReferenceEquals(known, cause) => null,
            _ => _failure(ParquetFailure.Reason(origin), origin),
        };
    }
}
