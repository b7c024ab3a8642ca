using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>The least and greatest value of a column that is no number; text in the order of its UTF-8 bytes.</summary>
/// <param name="Minimum">The least value as text that sorts like the values; null without values.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="Missing">The rows without a value.</param>
internal sealed record Extremes(string? Minimum, string? Maximum, long Missing);

internal sealed class ExtremesMetric(string column) : IMetric<Extremes>
{
    public const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff";

    public string Name => $"extremes({column})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public IMetricState<Extremes> Begin(Schema schema)
    {
        Field field = SchemaColumns.Require(schema, column, Name);
        return field.DataType switch
        {
            Date32Type => new Moments<int>(column, days => DateTime.UnixEpoch.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            TimestampType { Unit: TimeUnit.Microsecond } => new Moments<long>(column, time => DateTime.UnixEpoch.AddTicks(time * 10).ToString(TimeFormat, CultureInfo.InvariantCulture)),
            StringType => new Texts(column),
            _ => throw SchemaColumns.NotApplicable(field, Name, "text, dates and timestamps; numbers have figures of their own"),
        };
    }

    private sealed class Moments<T>(string column, Func<T, string> text) : IMetricState<Extremes>
        where T : unmanaged, IComparable<T>
    {
        private (T Least, T Greatest)? _range;
        private long _missing;

        public void Observe(RecordBatch batch)
        {
            IArrowArray array = batch.Column(column);
            ReadOnlySpan<T> values = Cells.Of<T>(array);
            Validity validity = new(array);
            _missing += array.NullCount;
            for (int row = 0; row < values.Length; row++)
            {
                if (validity[row])
                {
                    Add(values[row], values[row]);
                }
            }

            GC.KeepAlive(array);
        }

        public void Merge(IMetricState other)
        {
            Moments<T> later = (Moments<T>)other;
            _missing += later._missing;
            if (later._range is { } range)
            {
                Add(range.Least, range.Greatest);
            }
        }

        public Extremes Complete() => _range is { } range ? new(text(range.Least), text(range.Greatest), _missing) : new(null, null, _missing);

        private void Add(T least, T greatest) => _range = _range is { } range
            ? (least.CompareTo(range.Least) < 0 ? least : range.Least, greatest.CompareTo(range.Greatest) > 0 ? greatest : range.Greatest)
            : (least, greatest);
    }

    private sealed class Texts(string column) : IMetricState<Extremes>
    {
        private byte[]? _least;
        private byte[]? _greatest;
        private long _missing;

        public void Observe(RecordBatch batch)
        {
            IArrowArray array = batch.Column(column);
            ByteCells cells = new(array);
            Validity validity = new(array);
            _missing += array.NullCount;
            for (int row = 0; row < array.Length; row++)
            {
                if (validity[row])
                {
                    Add(cells[row]);
                }
            }

            GC.KeepAlive(array);
        }

        public void Merge(IMetricState other)
        {
            Texts later = (Texts)other;
            _missing += later._missing;
            if (later._least is not null)
            {
                Add(later._least);
                Add(later._greatest);
            }
        }

        public Extremes Complete() => new(Text(_least), Text(_greatest), _missing);

        private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

        private void Add(ReadOnlySpan<byte> value)
        {
            if (_least is null || value.SequenceCompareTo(_least) < 0)
            {
                _least = value.ToArray();
            }

            if (_greatest is null || value.SequenceCompareTo(_greatest) > 0)
            {
                _greatest = value.ToArray();
            }
        }
    }
}
