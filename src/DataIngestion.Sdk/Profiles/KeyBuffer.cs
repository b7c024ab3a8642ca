using System.Buffers;

namespace DataIngestion.Profiles;

/// <summary>Keys in the order in which they came, in a rented buffer that grows.</summary>
internal sealed class KeyBuffer
{
    private long[] _keys = [];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Keys => _keys.AsSpan(0, Count);

    /// <summary>Adds the keys of finite values, none of them −0.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        Reserve(values.Length);
        OrderedKey.Fill(values, _keys.AsSpan(Count));
        Count += values.Length;
    }

    public void Add(ReadOnlySpan<long> keys)
    {
        Reserve(keys.Length);
        keys.CopyTo(_keys.AsSpan(Count));
        Count += keys.Length;
    }

    public void Reserve(int more)
    {
        // One place to spare, which a run may need.
        int needed = checked(Count + more + 1);
        if (_keys.Length < needed)
        {
            long[] larger = ArrayPool<long>.Shared.Rent(Math.Max(needed, (int)Math.Min(2L * Count, Array.MaxLength)));
            Keys.CopyTo(larger);
            ArrayPool<long>.Shared.Return(_keys);
            _keys = larger;
        }
    }

    /// <summary>Hands the keys on, sorted.</summary>
    public SortedRun Sort()
    {
        SortedRun run = SortedRun.Sort(_keys, Count);
        (_keys, Count) = ([], 0);
        return run;
    }

    public void Release()
    {
        ArrayPool<long>.Shared.Return(_keys);
        (_keys, Count) = ([], 0);
    }
}
