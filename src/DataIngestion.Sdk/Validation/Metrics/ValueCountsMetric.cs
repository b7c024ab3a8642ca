using System.Globalization;
using System.Runtime.InteropServices;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>How often each value occurs, by its text; for columns of few different values.</summary>
internal sealed class ValueCountsMetric(string column) : IMetric<IReadOnlyDictionary<string, long>>
{
    /// <summary>The most different values that are counted one by one.</summary>
    public const int MostValues = 100_000;

    public string Name => $"values({column})";

    public IReadOnlyList<string> Columns { get; } = [column];

    public bool ReadsDictionaries => true;

    public IMetricState<IReadOnlyDictionary<string, long>> Begin(Schema schema)
    {
        SchemaColumns.Require(schema, column, Name);
        return new State(column);
    }

    private sealed class State(string column) : IMetricState<IReadOnlyDictionary<string, long>>
    {
        private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

        public void Observe(RecordBatch batch)
        {
            IArrowArray array = batch.Column(column);
            if (array is DictionaryArray encoded)
            {
                ObserveEncoded(encoded);
            }
            else
            {
                ObservePlain(array);
            }

            GC.KeepAlive(array);
        }

        public void Merge(IMetricState other)
        {
            foreach ((string value, long count) in ((State)other)._counts)
            {
                Add(value, count);
            }
        }

        public IReadOnlyDictionary<string, long> Complete() => _counts;

        private void ObservePlain(IArrowArray array)
        {
            Validity validity = new(array);
            for (int row = 0; row < array.Length; row++)
            {
                if (validity[row])
                {
                    Add(ColumnText.Of(array, row)!, 1);
                }
            }
        }

        private void ObserveEncoded(DictionaryArray array)
        {
            EncodedCells cells = new(array);
            long[] counts = new long[cells.Entries.Length];
            Validity validity = cells.Validity;
            ReadOnlySpan<int> codes = cells.Codes;
            for (int row = 0; row < codes.Length; row++)
            {
                counts[codes[row]] += validity[row] ? 1 : 0;
            }

            for (int code = 0; code < counts.Length; code++)
            {
                if (counts[code] > 0)
                {
                    Add(ColumnText.Of(cells.Entries, code)!, counts[code]);
                }
            }
        }

        private void Add(string value, long count)
        {
            ref long known = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out bool exists);
            known += count;
            if (!exists && _counts.Count > MostValues)
            {
                throw new RuleException(string.Create(
                    CultureInfo.InvariantCulture, $"'{column}' has more than {MostValues} different values; such columns have no list of values. Check the number of values instead."));
            }
        }
    }
}
