namespace DataIngestion.Csv;

/// <summary>Keeps the memory of chunks for the next ones: never more than there were at the same time. Thread-safe.</summary>
/// <param name="textBytes">The capacity of the buffers that are kept; longer ones are for single long records.</param>
internal sealed class ChunkPool(int textBytes)
{
    private readonly Lock _lock = new();
    private readonly Stack<byte[]> _texts = [];
    private readonly Stack<ChunkColumns> _columns = [];
    private bool _closed;

    /// <summary>A buffer with room for a text of this length, and for what is read beside it.</summary>
    public byte[] RentText(int capacity)
    {
        lock (_lock)
        {
            if (capacity == textBytes && _texts.TryPop(out byte[]? text))
            {
                return text;
            }
        }

        return GC.AllocateUninitializedArray<byte>(InputWindow.Before + capacity + InputWindow.After);
    }

    public ChunkColumns RentColumns(CsvLayout layout, int batchRows)
    {
        lock (_lock)
        {
            if (_columns.TryPop(out ChunkColumns? columns) && columns.BatchRows >= batchRows)
            {
                return columns;
            }
        }

        return new ChunkColumns(layout, batchRows);
    }

    public void Return(byte[] text)
    {
        lock (_lock)
        {
            if (!_closed && text.Length == InputWindow.Before + textBytes + InputWindow.After)
            {
                _texts.Push(text);
            }
        }
    }

    public void Return(ChunkColumns columns)
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _columns.Push(columns);
            }
        }
    }

    /// <summary>Keeps nothing any more: chunks that are still out go to the garbage collector.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _texts.Clear();
            _columns.Clear();
        }
    }
}
