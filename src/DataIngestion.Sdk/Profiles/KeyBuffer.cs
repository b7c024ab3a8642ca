using System.Diagnostics.CodeAnalysis;

namespace DataIngestion.Profiles;

/// <summary>Keys in the order in which they came, in memory that grows.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The memory is handed on or released; that of runs that fail half-way is freed by its own finaliser.")]
internal sealed class KeyBuffer
{
    private SketchMemory _keys = new(0);

    public int Count { get; private set; }

    public ReadOnlySpan<long> Keys => _keys.Span[..Count];

    /// <summary>Adds the keys of finite values, none of them −0.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        Reserve(values.Length);
        OrderedKey.Fill(values, _keys.Span[Count..]);
        Count += values.Length;
    }

    public void Add(ReadOnlySpan<long> keys)
    {
        Reserve(keys.Length);
        keys.CopyTo(_keys.Span[Count..]);
        Count += keys.Length;
    }

    public void Reserve(int more)
    {
        // One place to spare, which a run may need.
        int needed = checked(Count + more + 1);
        if (_keys.Length < needed)
        {
            SketchMemory larger = new(Math.Max(needed, (int)Math.Min(2L * Count, Array.MaxLength)));
            Keys.CopyTo(larger.Span);
            _keys.Dispose();
            _keys = larger;
        }
    }

    /// <summary>Hands the keys on, sorted.</summary>
    public SortedRun Sort()
    {
        SortedRun run = SortedRun.Sort(_keys, Count);
        (_keys, Count) = (new SketchMemory(0), 0);
        return run;
    }

    public void Release()
    {
        _keys.Dispose();
        (_keys, Count) = (new SketchMemory(0), 0);
    }
}
