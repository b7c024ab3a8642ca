namespace DataIngestion.Profiles;

/// <summary>A distribution in bounded memory with a guaranteed rank error that merging widens; deterministic.</summary>
/// <remarks>
/// Exact while there are at most as many distinct values as knots. Beyond, a hierarchy of compactors (Manku, Rajagopalan and Lindsay 1998;
/// Agarwal et al., Mergeable Summaries, 2012): level h holds sorted values of weight 2^h, and a full level keeps every second of them for the next.
/// Keeping the lower of each pair can only raise a rank, keeping the upper can only lower it, each by at most 2^h. Both totals are tracked, and
/// each compaction takes the side that has less so far, which halves the bound that a coin would have to state. The levels are larger than what
/// is kept in the end, so that nearly all of the error is that of the knots.
/// </remarks>
internal sealed class QuantileSketch(int knots)
{
    public const int DefaultKnots = 8192;

    private readonly List<Level> _levels = [];
    private readonly KeyBuffer _staged = new();
    private WeightedKnots? _exact = WeightedKnots.None;
    private long _raised;
    private long _lowered;

    // One less than a power of two, with the place to spare that a run needs.
    private int LargestStaging => (8 * knots) - 1;

    public void Observe(ReadOnlySpan<double> values)
    {
        while (!values.IsEmpty)
        {
            int taken = Math.Min(LargestStaging - _staged.Count, values.Length);
            _staged.Add(values[..taken]);
            values = values[taken..];
            FlushIfFull();
        }
    }

    /// <summary>Sorts what was observed, so that a merge into another sketch has little left to do. Few values stay as they are.</summary>
    public void Seal()
    {
        if (_staged.Count >= 2 * knots)
        {
            Flush();
        }
    }

    /// <summary>Takes over what the other has, which must not be used any more.</summary>
    public void Merge(QuantileSketch other)
    {
        if (other._exact is { } exact)
        {
            Absorb(exact);
        }
        else
        {
            LeaveExact();
            _raised += other._raised;
            _lowered += other._lowered;
            for (int level = 0; level < other._levels.Count; level++)
            {
                Insert(level, other._levels[level]);
            }
        }

        Stage(other._staged.Keys);
        other._staged.Release();
    }

    /// <summary>The distribution in as few knots as fit a profile. Nothing can be observed afterwards.</summary>
    public WeightedKnots Complete()
    {
        if (_staged.Count > 0)
        {
            Flush();
        }

        if (_exact is { } exact)
        {
            return KnotPruning.Prune(exact.Keys, exact.Weights, knots, _raised, _lowered);
        }

        using KnotCollector items = Items();
        return KnotPruning.Prune(items.Keys, items.Weights, knots, _raised, _lowered);
    }

    private void Stage(ReadOnlySpan<long> keys)
    {
        while (!keys.IsEmpty)
        {
            int taken = Math.Min(LargestStaging - _staged.Count, keys.Length);
            _staged.Add(keys[..taken]);
            keys = keys[taken..];
            FlushIfFull();
        }
    }

    private void FlushIfFull()
    {
        if (_staged.Count == LargestStaging)
        {
            Flush();
        }
    }

    private void Flush()
    {
        if (ValueCounts.Of(_staged.Keys, knots) is { } few)
        {
            _staged.Release();
            Absorb(few);
            return;
        }

        SortedRun run = _staged.Sort();
        if (_exact is not null && WeightedKnots.OfSorted(run.Keys, knots) is { } counted)
        {
            run.Release();
            Absorb(counted);
            return;
        }

        LeaveExact();
        Insert(0, new Level { Run = run });
    }

    private void Absorb(WeightedKnots counted)
    {
        if (_exact is null)
        {
            Spread(counted);
            return;
        }

        _exact = WeightedKnots.Merge(_exact, counted);
        if (_exact.Count > knots)
        {
            LeaveExact();
        }
    }

    private void LeaveExact()
    {
        if (_exact is { } counted)
        {
            _exact = null;
            Spread(counted);
        }
    }

    // A weight is the sum of its binary digits' powers, so this step loses nothing.
    private void Spread(WeightedKnots counted)
    {
        long digits = 0;
        foreach (long weight in counted.Weights)
        {
            digits |= weight;
        }

        for (int level = 0; digits >> level != 0; level++)
        {
            SortedRun run = SortedRun.OfCapacity(counted.Count + 1);
            for (int i = 0; i < counted.Count; i++)
            {
                if ((counted.Weights[i] >> level & 1) != 0)
                {
                    run.Add(counted.Keys[i]);
                }
            }

            Insert(level, new Level { Run = run });
        }
    }

    private void Insert(int at, Level added)
    {
        while (_levels.Count <= at)
        {
            _levels.Add(new Level());
        }

        Level level = _levels[at];
        level.Add(added);
        if (level.Run is { } run && run.Count >= LevelLength(at))
        {
            bool raise = _raised <= _lowered;
            Level next = level.Compact(raise);
            _raised += raise ? 1L << at : 0;
            _lowered += raise ? 0 : 1L << at;
            Insert(at + 1, next);
        }
    }

    // Half as long where every value passes, which happens beside the reader and leaves less to merge.
    private int LevelLength(int level) => level == 0 ? 4 * knots : 8 * knots;

    private KnotCollector Items()
    {
        KnotCollector items = new(_levels.Sum(level => level.Count));
        for (int level = _levels.Count - 1; level >= 0; level--)
        {
            _levels[level].CopyTo(items, 1L << level);
            _levels[level].Release();
        }

        _levels.Clear();
        items.Combine();
        return items;
    }
}
