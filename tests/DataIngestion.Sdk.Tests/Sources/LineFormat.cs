using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Sources;

/// <summary>One string column, one row a line: enough of a format to see what passes through a file source.</summary>
internal sealed class LineFormat(bool needsSeeking = false, Action? afterFirstBatch = null) : IFileFormat
{
    public string Name => "lines";

    public bool NeedsSeeking => needsSeeking;

    public ValueTask<IFormatReader> OpenAsync(
        Stream content, string origin, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken)
    {
        if (needsSeeking)
        {
            content.Seek(0, SeekOrigin.End).ShouldBe(content.Length);
            content.Position = 0;
        }

        return ValueTask.FromResult<IFormatReader>(new Reader(new StreamReader(content, bufferSize: 128), origin, batchRows, afterFirstBatch));
    }

    private sealed class Reader(StreamReader lines, string origin, int batchRows, Action? afterFirstBatch) : IFormatReader
    {
        private long _row = 1;

        public Schema Schema { get; } = new Schema.Builder().Field(new Field("line", StringType.Default, nullable: true)).Build();

        public IReadOnlyDictionary<string, string> Detected { get; } = new Dictionary<string, string> { ["shape"] = "lines" };

        public async ValueTask<SourceChunk?> ReadAsync(CancellationToken cancellationToken)
        {
            StringArray.Builder column = new();
            while (column.Length < batchRows && await lines.ReadLineAsync(cancellationToken) is { } line)
            {
                // A line that stops the reading, as a trailer would.
                if (line == "END")
                {
                    break;
                }

                column.Append(line != "BROKEN" ? line : throw new InvalidDataException("broken line"));
            }

            if (column.Length == 0)
            {
                return null;
            }

            long first = _row;
            _row += column.Length;
            SourceBatch batch = new(new RecordBatch(Schema, [column.Build()], column.Length), origin, first);
            if (first == 1)
            {
                afterFirstBatch?.Invoke();
            }

            return SourceChunk.Of(batch);
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
