namespace DataIngestion.Validation;

/// <summary>The first rows of keys that repeat. Thread-safe, because spilled keys are compared on several threads.</summary>
internal sealed class FirstRows
{
    private readonly Lock _lock = new();
    private readonly OrdinalSet _rows = new();

    public void Add(long ordinal)
    {
        lock (_lock)
        {
            _rows.Add(ordinal);
        }
    }

    /// <summary>Takes over those of later rows, of which the first one has the given ordinal.</summary>
    public void Add(FirstRows later, long firstOrdinal)
    {
        foreach (long ordinal in later._rows.InOrder())
        {
            _rows.Add(firstOrdinal + ordinal);
        }
    }

    public void CopyTo(OrdinalSet target)
    {
        foreach (long ordinal in _rows.InOrder())
        {
            target.Add(ordinal);
        }
    }
}
