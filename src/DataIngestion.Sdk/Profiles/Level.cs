namespace DataIngestion.Profiles;

/// <summary>Sorted keys of equal weight, and at most one that was left over when an odd number of them was halved.</summary>
internal sealed class Level
{
    private long? _odd;

    public SortedRun? Run { get; set; }

    public int Count => (Run?.Count ?? 0) + (_odd is null ? 0 : 1);

    /// <summary>Takes over the keys of another level of the same weight.</summary>
    public void Add(Level other)
    {
        if (other.TakeRun() is { } run)
        {
            Run = Run is null ? run : SortedRun.Merge(Run, run);
        }

        if (other._odd is { } key)
        {
            AddOdd(key);
        }
    }

    /// <summary>Takes the run away and makes one of twice the weight of it.</summary>
    public Level Compact(bool keepLower)
    {
        SortedRun run = TakeRun()!;
        if (run.Count % 2 != 0)
        {
            if (_odd is { } key)
            {
                _odd = null;
                run.Insert(key);
            }
            else
            {
                // Nothing below the last key changes when it stays behind.
                _odd = run.RemoveLast();
            }
        }

        return new Level { Run = run.EverySecond(keepLower) };
    }

    public void CopyTo(KnotCollector items, long weight)
    {
        if (Run is not null)
        {
            items.Add(Run.Keys, weight);
        }

        if (_odd is { } key)
        {
            items.Add([key], weight);
        }
    }

    public void Release() => TakeRun()?.Release();

    private SortedRun? TakeRun()
    {
        SortedRun? run = Run;
        Run = null;
        return run;
    }

    private void AddOdd(long key)
    {
        if (_odd is { } own)
        {
            _odd = null;
            SortedRun pair = SortedRun.OfCapacity(3);
            pair.Add(Math.Min(own, key));
            pair.Add(Math.Max(own, key));
            Run = Run is null ? pair : SortedRun.Merge(Run, pair);
        }
        else
        {
            _odd = key;
        }
    }
}
