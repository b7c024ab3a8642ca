namespace DataIngestion.Drift;

/// <summary>Rows drawn from a stream of unknown length, each with the same probability (Vitter 1985, algorithm R), as codes of features and target.</summary>
internal sealed class RowSample(int capacity, int features, int seed)
{
    private readonly Random _random = new(seed);
    private readonly byte[][] _codes = new byte[features][];
    private byte[] _groups = [];
    private double[] _values = [];
    private long _seen;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Codes(int feature) => _codes[feature].AsSpan(0, Count);

    public ReadOnlySpan<byte> Groups => _groups.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>Chooses among rows that have a target, and makes room for them.</summary>
    public List<(int Place, int Row)> Choose(ReadOnlySpan<byte> groups, ReadOnlySpan<double> values)
    {
        List<(int Place, int Row)> chosen = [];
        for (int row = 0; row < groups.Length && capacity > 0; row++)
        {
            if (groups[row] == TargetCodes.Missing)
            {
                continue;
            }

            long place = _seen++ < capacity ? Count++ : _random.NextInt64(_seen);
            if (place < capacity)
            {
                chosen.Add(((int)place, row));
            }
        }

        Reserve();
        foreach ((int place, int row) in chosen)
        {
            (_groups[place], _values[place]) = (groups[row], values[row]);
        }

        return chosen;
    }

    /// <summary>Keeps a feature of the rows chosen. Features may be kept at the same time.</summary>
    public void Keep(int feature, List<(int Place, int Row)> chosen, ReadOnlySpan<byte> codes)
    {
        byte[] kept = _codes[feature];
        foreach ((int place, int row) in chosen)
        {
            kept[place] = codes[row];
        }
    }

    private void Reserve()
    {
        if (_codes.Length > 0 && _codes[0] is not null && Count <= _groups.Length)
        {
            return;
        }

        int room = Math.Min(capacity, Math.Max(1024, 2 * Count));
        Array.Resize(ref _groups, room);
        Array.Resize(ref _values, room);
        for (int feature = 0; feature < _codes.Length; feature++)
        {
            Array.Resize(ref _codes[feature], room);
        }
    }
}
