using System.Text.Json;

namespace DataIngestion.Drift;

/// <summary>The outcomes of all tests, what follows from them, and which of them are too uncertain to follow anything.</summary>
internal sealed class DriftFindings(DriftPlan plan)
{
    private readonly List<DriftOutcome> _outcomes = [];
    private readonly List<(string Test, string Column)> _unasked = [];

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

    /// <summary>Runs the tests of a column that the profiles allow, and notes the others.</summary>
    public void AddKnown(ColumnPair pair)
    {
        foreach (IDriftDetector detector in plan.Detectors.Where(detector => detector.AppliesTo(pair.Reference)))
        {
            if (DriftOutcome.Of(plan with { Detectors = [detector] }, pair) is { } known)
            {
                _outcomes.AddRange(known);
            }
            else
            {
                _unasked.Add((detector.Name, pair.Reference.Name));
            }
        }
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

    /// <summary>A column that has to be read again before all decisions are certain, or <see langword="null"/> when they are, as far as reading helps.</summary>
    /// <param name="closed">The columns that cannot be read again.</param>
    public string? Undecided(IReadOnlySet<string> closed)
    {
        bool[] decided = Decided();
        return _outcomes.Where((_, index) => !decided[index]).Select(open => Opening(open, closed)).FirstOrDefault(column => column is not null);
    }

    public DriftReport Report(long? referenceVersion, string? note, IReadOnlyList<ColumnShape> shapes)
    {
        double?[] adjusted = Adjusted(outcome => outcome.PValue);
        bool[] decided = Decided();
        DriftResult[] results = [.. _outcomes.Select((outcome, index) => outcome.ToResult(adjusted[index], decided[index]))];
        return new(referenceVersion, results.Any(result => result.Drifted), results, Notes(note, results))
        {
            Correction = JsonNamingPolicy.SnakeCaseLower.ConvertName(plan.Correction.ToString()),
            Columns = shapes,
        };
    }

    private bool[] Decided()
    {
        double?[] lowest = Adjusted(outcome => outcome.LowestPValue);
        double?[] highest = Adjusted(outcome => outcome.HighestPValue);
        return [.. _outcomes.Select((outcome, index) => outcome.IsDecided(lowest[index], highest[index]))];
    }

    // A column that is exact itself waits for the p-values of the others of its family.
    private string? Opening(DriftOutcome open, IReadOnlySet<string> closed) =>
        _outcomes.Where(outcome => !outcome.IsExact && (open.IsExact ? outcome.Family == open.Family : outcome.Pair == open.Pair))
            .Select(outcome => outcome.Pair.Reference.Name).FirstOrDefault(column => !closed.Contains(column));

    private string? Notes(string? note, DriftResult[] results)
    {
        string[] open = [.. results.Where((result, index) => result.IsUndecided && _outcomes[index].Judged).Select(result => result.Column).Distinct()];
        string without = "without the rows of the reference, of which its profile does not say enough";
        string? undecided = open.Length == 0 ? null : $"Not decided {without}: {string.Join(", ", open)}.";
        string? unasked = _unasked.Count == 0
            ? null
            : $"Not tested {without}: {string.Join("; ", _unasked.GroupBy(each => each.Test).Select(test => $"{test.Key} of {string.Join(", ", test.Select(each => each.Column))}"))}.";
        string[] notes = [.. new[] { note, undecided, unasked }.OfType<string>()];
        return notes.Length == 0 ? null : string.Join(' ', notes);
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
