namespace DataIngestion.Suites;

/// <summary>How often each value occurs, exactly, as long as there are few different ones.</summary>
internal sealed class ValueCounts<T>(IEqualityComparer<T>? comparer = null)
    where T : notnull
{
    public const int MaximumDistinct = 1_000;

    private Dictionary<T, long>? _counts = new(comparer);

    /// <summary>The counts, or null where there are more than <see cref="MaximumDistinct"/> different values or one that is too long to be kept.</summary>
    public Dictionary<T, long>? Counts => _counts;

    /// <summary>Whether a value is known to occur twice; false says nothing where the counts were given up.</summary>
    public bool Repeats { get; private set; }

    /// <summary>What decides on sets: the different values, those that occur once, and all of them.</summary>
    public (int Distinct, int Once, long All) Summary() =>
        _counts is null ? default : (_counts.Count, _counts.Count(pair => pair.Value == 1), _counts.Values.Sum());

    public void Add(T value, long count)
    {
        if (_counts is not null)
        {
            ref long known = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _);
            Count(ref known, count);
        }
    }

    public void Count(ref long known, long count)
    {
        known += count;
        Repeats |= known > 1;
        if (_counts!.Count > MaximumDistinct)
        {
            GiveUp();
        }
    }

    public void GiveUp() => _counts = null;

    public void Merge(ValueCounts<T> later)
    {
        Repeats |= later.Repeats;
        if (later._counts is null)
        {
            GiveUp();
            return;
        }

        foreach ((T value, long count) in later._counts)
        {
            Add(value, count);
        }
    }
}
