namespace DataIngestion.Validation;

/// <summary>How the partitions of one depth keep their keys.</summary>
/// <param name="Hash">Spreads the keys.</param>
/// <param name="Depth">0 for the partitions of an index, one more inside a spilled partition.</param>
/// <param name="Narrow">Whether tables in memory take narrow keys only.</param>
/// <param name="File">Where keys are spilled.</param>
internal sealed record KeyStorage(KeyHash Hash, int Depth, bool Narrow, SpillFile File)
{
    /// <summary>The buckets that a table is expected to need in the end, or 0; its next growth goes there at once.</summary>
    public long ExpectedBuckets { get; set; }

    /// <summary>Learns the first row of each key that repeats, or null where nobody asks.</summary>
    public FirstRows? FirstRows { get; init; }
}
