using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>The distinct keys of some rows, to look others up. Integers are int64 in it and floats float64, so that columns of different widths meet. Thread-safe once all are added.</summary>
internal sealed class KeySet : IDisposable
{
    private readonly KeyIndex _index;
    private readonly List<int> _repeated = [];

    /// <param name="schema">The columns of the first batch.</param>
    /// <param name="columns">The columns of the key.</param>
    public KeySet(Schema schema, IReadOnlyList<string> columns)
    {
        Columns = columns;
        Schema = WideColumns.SchemaOf(schema, columns, columns);
        _index = new KeyIndex(Schema, columns, KeyIndexOptions.Unlimited, skipMissing: true);
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The columns with their wide types.</summary>
    public Schema Schema { get; }

    public long Count => _index.Count;

    /// <summary>Adds the keys that are complete.</summary>
    public void Add(RecordBatch batch)
    {
        using RecordBatch wide = WideColumns.Of(batch, Columns, Columns);
        _index.Observe(wide, _repeated);
        _repeated.Clear();
    }

    /// <summary>Finds the rows whose key is not here.</summary>
    /// <param name="batch">Any rows.</param>
    /// <param name="columns">Their columns, in the order of <see cref="Columns"/> and of the same wide types.</param>
    /// <param name="absent">Receives the rows in ascending order.</param>
    /// <returns>How many rows were passed over because a part of their key is missing.</returns>
    public int FindAbsent(RecordBatch batch, IReadOnlyList<string> columns, List<int> absent)
    {
        using RecordBatch wide = WideColumns.Of(batch, columns, Columns);
        using KeyBlock block = _index.Encoder.Encode(wide);
        _index.FindAbsent(block, absent);
        return block.Missing.Length;
    }

    public void Dispose() => _index.Dispose();
}
