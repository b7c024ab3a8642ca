using Apache.Arrow;

namespace DataIngestion.Parquet;

/// <summary>The rows of the next row group. It shares the memory of the batches, counted by reference, and gives it back when it is cleared.</summary>
internal sealed class RowGroupBuffer(int columns) : IDisposable
{
    private readonly List<RecordBatch> _parts = [];

    public int Rows { get; private set; }

    /// <summary>The bytes of the values, before encoding.</summary>
    public long Bytes { get; private set; }

    public int Columns => columns;

    public void Add(RecordBatch batch, int at, int rows)
    {
        RecordBatch part = batch.SliceShared(at, rows);
        _parts.Add(part);
        Rows += rows;
        Bytes += BatchBytes.Of(part);
    }

    /// <summary>The parts of one column, in the order of the rows. They stay the buffer's.</summary>
    public IReadOnlyList<IArrowArray> Column(int column) => [.. _parts.Select(part => part.Column(column))];

    public void Clear()
    {
        foreach (RecordBatch part in _parts)
        {
            part.Dispose();
        }

        _parts.Clear();
        (Rows, Bytes) = (0, 0);
    }

    public void Dispose() => Clear();
}
