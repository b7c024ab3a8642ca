using System.Text.Json;

namespace DataIngestion.Drift;

/// <summary>The outcomes of all tests, what follows from them, and which of them are too uncertain to follow anything.</summary>
internal sealed class DriftFindings(DriftPlan plan)
{
    private readonly List<DriftOutcome> _outcomes = [];

    /// <summary>Runs the tests of a column, or returns <see langword="false"/> and keeps nothing when one of them needs exact profiles.</summary>
    public bool TryAdd(ColumnPair pair)
    {
        if (DriftOutcome.Of(plan, pair) is not { } outcomes)
        {
            return false;
        }

        _outcomes.AddRange(outcomes);
        return true;
    }

    /// <summary>Runs the tests of a column on exact profiles.</summary>
    public void Add(ColumnPair exact) => _outcomes.AddRange(DriftOutcome.OfExact(plan, exact));

    public void Add(IEnumerable<DriftOutcome> outcomes) => _outcomes.AddRange(outcomes);

    /// <summary>Runs the tests of a column again, on exact profiles.</summary>
    public void Replace(ColumnPair exact)
    {
        int at = _outcomes.FindIndex(outcome => outcome.Pair.Reference.Name == exact.Reference.Name);
        int count = _outcomes.RemoveAll(outcome => outcome.Pair.Reference.Name == exact.Reference.Name);
        IReadOnlyList<DriftOutcome> outcomes = DriftOutcome.OfExact(plan, exact);
        if (outcomes.Count != count)
        {
            throw new InvalidOperationException($"Column '{exact.Reference.Name}' has {outcomes.Count} tests on exact profiles and had {count} before.");
        }

        _outcomes.InsertRange(at, outcomes);
    }

    /// <summary>A column that has to be read again before all decisions are certain, or <see langword="null"/> when they are.</summary>
    public string? Undecided()
    {
        double?[] lowest = Adjusted(outcome => outcome.LowestPValue);
        double?[] highest = Adjusted(outcome => outcome.HighestPValue);
        int open = Enumerable.Range(0, _outcomes.Count).FirstOrDefault(index => !_outcomes[index].IsDecided(lowest[index], highest[index]), -1);
        if (open < 0)
        {
            return null;
        }

        // A column that is exact itself can wait for the p-values of the others of its family.
        DriftOutcome waiting = _outcomes[open];
        return waiting.IsExact ? _outcomes.First(outcome => !outcome.IsExact && outcome.Family == waiting.Family).Pair.Reference.Name : waiting.Pair.Reference.Name;
    }

    public DriftReport Report(long? referenceVersion, string? note, IReadOnlyList<ColumnShape> shapes)
    {
        double?[] adjusted = Adjusted(outcome => outcome.PValue);
        DriftResult[] results = [.. _outcomes.Select((outcome, index) => outcome.ToResult(adjusted[index]))];
        return new(referenceVersion, results.Any(result => result.Drifted), results, note)
        {
            Correction = JsonNamingPolicy.SnakeCaseLower.ConvertName(plan.Correction.ToString()),
            Columns = shapes,
        };
    }

    // Every correction only grows with every p-value, so that the least p-values give the least corrected ones.
    private double?[] Adjusted(Func<DriftOutcome, double?> pValue)
    {
        double?[] adjusted = new double?[_outcomes.Count];
        foreach (IGrouping<(string, DriftKind), int> family in Enumerable.Range(0, _outcomes.Count)
            .Where(index => _outcomes[index] is { Judged: true, PValue: not null })
            .GroupBy(index => _outcomes[index].Family))
        {
            int[] members = [.. family];
            double[] corrected = PValueCorrection.Adjust([.. members.Select(index => pValue(_outcomes[index])!.Value)], plan.Correction);
            for (int i = 0; i < members.Length; i++)
            {
                adjusted[members[i]] = corrected[i];
            }
        }

        return adjusted;
    }
}
