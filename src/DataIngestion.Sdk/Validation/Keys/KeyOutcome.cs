namespace DataIngestion.Validation;

/// <summary>What an index has found when it is complete.</summary>
/// <param name="Duplicates">All rows whose key an earlier row has.</param>
/// <param name="LateDuplicates">How many of them were not reported when they were added, because their keys were spilled.</param>
/// <param name="LateMatches">The rows, beyond those that were reported while probing, whose key the table has.</param>
internal sealed record KeyOutcome(OrdinalSet Duplicates, long LateDuplicates, OrdinalSet LateMatches);

/// <summary>Collects what the threads find in spilled keys. Thread-safe.</summary>
internal sealed class LateFindings(OrdinalSet duplicates)
{
    private readonly Lock _lock = new();

    public long Duplicates { get; private set; }

    public OrdinalSet Matches { get; } = new();

    public void AddDuplicates(List<long> ordinals)
    {
        lock (_lock)
        {
            foreach (long ordinal in ordinals)
            {
                Duplicates += duplicates.Add(ordinal) ? 1 : 0;
            }
        }

        ordinals.Clear();
    }

    public void AddMatches(List<KeyMatch> matches)
    {
        lock (_lock)
        {
            foreach (KeyMatch match in matches)
            {
                Matches.Add(match.Ordinal);
            }
        }

        matches.Clear();
    }
}
