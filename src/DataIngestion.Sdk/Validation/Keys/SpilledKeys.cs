namespace DataIngestion.Validation;

/// <summary>Keys of one partition in the order in which they were added: full pieces on disk, the rest in memory. Not thread-safe.</summary>
internal sealed class SpilledKeys(SpillFile file)
{
    private readonly List<long> _pieces = [];
    private KeyEntry[] _last = [];
    private int _used;

    public long Count => ((long)_pieces.Count * file.PieceLength) + _used;

    /// <summary>The memory in bytes.</summary>
    public long Bytes => ((long)_last.Length * KeyEntry.Size) + ((long)_pieces.Capacity * sizeof(long));

    /// <summary>How often <see cref="Read"/> has something to give.</summary>
    public int Pieces => _pieces.Count + 1;

    public void Add(ReadOnlySpan<KeyEntry> entries, long firstOrdinal)
    {
        foreach (ref readonly KeyEntry entry in entries)
        {
            if (_used == _last.Length)
            {
                MakeRoom();
            }

            _last[_used++] = entry with { Ordinal = firstOrdinal + entry.Ordinal };
        }
    }

    /// <summary>One piece; <paramref name="buffer"/> has room for one.</summary>
    public ReadOnlySpan<KeyEntry> Read(int piece, KeyEntry[] buffer)
    {
        if (piece == _pieces.Count)
        {
            return _last.AsSpan(0, _used);
        }

        Span<KeyEntry> read = buffer.AsSpan(0, file.PieceLength);
        file.Read(_pieces[piece], read);
        return read;
    }

    /// <summary>Forgets all keys and gives their place back.</summary>
    public void Clear()
    {
        _pieces.ForEach(file.Release);
        _pieces.Clear();
        _last = [];
        _used = 0;
    }

    // A partition with few keys does not take the memory of a whole piece.
    private void MakeRoom()
    {
        if (_used < file.PieceLength)
        {
            Array.Resize(ref _last, Math.Min(file.PieceLength, Math.Max(16, _used * 2)));
            return;
        }

        _pieces.Add(file.Write(_last));
        _used = 0;
    }
}
