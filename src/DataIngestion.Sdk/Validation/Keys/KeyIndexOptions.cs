namespace DataIngestion.Validation;

/// <summary>Bounds the memory of a <see cref="KeyIndex"/>.</summary>
internal sealed record KeyIndexOptions
{
    /// <summary>Nothing goes to disk, however many keys there are.</summary>
    public static KeyIndexOptions Unlimited { get; } = new() { MemoryBudget = long.MaxValue };

    /// <summary>The memory for keys in bytes, 0 or more; default 512 MB. Keys beyond it are spilled. At least some 2 MB are used.</summary>
    public long MemoryBudget { get; init; } = 512L << 20;

    /// <summary>The folder for spilled keys; default the system's folder for temporary files. Keys are spilled as they are published, that is masked.</summary>
    public string? SpillFolder { get; init; }

    /// <summary>How many threads look at spilled keys in the end, 1 or more; default the number of processors. Results do not depend on it.</summary>
    public int Degree { get; init; } = Environment.ProcessorCount;

    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MemoryBudget);
        ArgumentOutOfRangeException.ThrowIfLessThan(Degree, 1);
    }
}
