using System.Runtime.InteropServices;

namespace DataIngestion.Profiles;

/// <summary>A distribution in bounded memory with a guaranteed rank error that merging widens; deterministic.</summary>
/// <remarks>
/// Exact while there are at most <see cref="Capacity"/> distinct values. Beyond, a hierarchy of compactors (Manku, Rajagopalan and Lindsay 1998;
/// Agarwal et al., Mergeable Summaries, 2012): level h holds values of weight 2^h, and a full level keeps every second of its sorted values for the next.
/// Keeping the lower of each pair can only raise a rank, keeping the upper can only lower it, each by at most 2^h. Both totals are tracked, and
/// each compaction takes the side that has less so far, which halves the bound that a coin would have to state.
/// </remarks>
internal sealed class QuantileSketch
{
    public const int Capacity = 2048;

    private readonly List<double> _staged = new(Capacity);
    private WeightedKnots? _exact = new([], [], 0);
    private readonly List<List<double>> _levels = [];
    private long _raised;
    private long _lowered;

    public void Observe(ReadOnlySpan<double> values)
    {
        while (!values.IsEmpty)
        {
            int room = Math.Min(Capacity - _staged.Count, values.Length);
            _staged.AddRange(values[..room]);
            values = values[room..];
            if (_staged.Count == Capacity)
            {
                Flush();
            }
        }
    }

    public void Merge(QuantileSketch other)
    {
        if (other._exact is { } exact)
        {
            Absorb(exact);
        }
        else
        {
            Flush();
            LeaveExact();
            _raised += other._raised;
            _lowered += other._lowered;
            for (int level = 0; level < other._levels.Count; level++)
            {
                Level(level).AddRange(other._levels[level]);
            }

            CompactFullLevels();
        }

        Observe(CollectionsMarshal.AsSpan(other._staged));
    }

    public WeightedKnots Complete()
    {
        Flush();
        return _exact ?? KnotPruning.Prune(Items(), Capacity, _raised, _lowered);
    }

    private void Flush()
    {
        if (_exact is null)
        {
            Level(0).AddRange(_staged);
            CompactFullLevels();
        }
        else
        {
            _staged.Sort();
            Absorb(WeightedKnots.OfSorted(CollectionsMarshal.AsSpan(_staged)));
        }

        _staged.Clear();
    }

    private void Absorb(WeightedKnots knots)
    {
        if (_exact is null)
        {
            Spread(knots);
            CompactFullLevels();
            return;
        }

        _exact = WeightedKnots.Merge(_exact, knots);
        if (_exact.Values.Length > Capacity)
        {
            LeaveExact();
            CompactFullLevels();
        }
    }

    private void LeaveExact()
    {
        if (_exact is { } knots)
        {
            _exact = null;
            Spread(knots);
        }
    }

    // A weight is the sum of its binary digits' powers, so this step loses nothing.
    private void Spread(WeightedKnots knots)
    {
        for (int i = 0; i < knots.Values.Length; i++)
        {
            long weight = knots.Weights[i];
            for (int level = 0; weight != 0; level++, weight >>= 1)
            {
                if ((weight & 1) != 0)
                {
                    Level(level).Add(knots.Values[i]);
                }
            }
        }
    }

    private List<double> Level(int level)
    {
        while (_levels.Count <= level)
        {
            _levels.Add([]);
        }

        return _levels[level];
    }

    private void CompactFullLevels()
    {
        for (int level = 0; level < _levels.Count; level++)
        {
            if (_levels[level].Count >= Capacity)
            {
                Compact(level);
            }
        }
    }

    private void Compact(int level)
    {
        List<double> items = _levels[level];
        items.Sort();
        List<double> next = Level(level + 1);
        bool raise = _raised <= _lowered;
        int pairs = items.Count / 2;
        for (int pair = 0; pair < pairs; pair++)
        {
            next.Add(items[(2 * pair) + (raise ? 0 : 1)]);
        }

        // An odd last value stays: nothing below it changes.
        items.RemoveRange(0, 2 * pairs);
        _raised += raise ? 1L << level : 0;
        _lowered += raise ? 0 : 1L << level;
    }

    private List<(double Value, long Weight)> Items()
    {
        List<(double Value, long Weight)> items = [];
        for (int level = 0; level < _levels.Count; level++)
        {
            foreach (double value in _levels[level])
            {
                items.Add((value, 1L << level));
            }
        }

        items.Sort((a, b) => a.Value.CompareTo(b.Value));
        return items;
    }
}
