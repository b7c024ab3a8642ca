namespace DataIngestion.Suites;

/// <summary>Candidates for keys: what the first rows and the counts do not rule out. Whether they are keys is found by checking all rows.</summary>
internal sealed class KeyRules(IReadOnlyList<SuggestedColumn> columns, TableFacts facts)
{
    private const int MostSingles = 8;
    private const int MostPairs = 4;
    private const int MostPairColumns = 64;

    private readonly int[] _possible = [.. Enumerable.Range(0, columns.Count).Where(at => columns[at].Facts is { CanBeKey: true, Missing: 0 })];

    /// <summary>What was left out of the search.</summary>
    /// <param name="found">Whether a single column is a key, so that pairs do not matter.</param>
    public IEnumerable<string> Cuts(bool found)
    {
        if (SingleColumns().Count() > MostSingles)
        {
            yield return $"Of {SingleColumns().Count()} columns whose first rows all differ, the first {MostSingles} were tried as keys.";
        }

        if (!found && (Parts().Count() > MostPairColumns || PairColumns().Skip(MostPairs).Any()))
        {
            yield return $"Keys of two columns were looked for among the first {MostPairColumns} columns that could be part of one, and the first {MostPairs} pairs whose first rows all differ were tried.";
        }
    }

    public IEnumerable<SuggestedCheck> Singles() => SingleColumns().Take(MostSingles).Select(at => Key([columns[at].Name]));

    public IEnumerable<SuggestedCheck> Pairs() => PairColumns().Take(MostPairs).Select(pair => Key([columns[pair.First].Name, columns[pair.Second].Name]));

    private IEnumerable<int> SingleColumns() => _possible.Where(at =>
        !columns[at].Facts.Repeats && facts.Head(at).Distinct().Count() == facts.Head(at).Count);

    // A column that is unique makes every pair with it unique; one that never changes adds nothing.
    private IEnumerable<int> Parts() => _possible.Except(SingleColumns()).Where(at => columns[at].Facts.Distinct != 1);

    private IEnumerable<(int First, int Second)> PairColumns()
    {
        int[] parts = [.. Parts().Take(MostPairColumns)];
        return from second in Enumerable.Range(0, parts.Length)
               from first in Enumerable.Range(0, second)
               where IsPossible(parts[first], parts[second])
               select (parts[first], parts[second]);
    }

    private bool IsPossible(int first, int second)
    {
        if (columns[first].Facts.Distinct is { } some && columns[second].Facts.Distinct is { } others && (long)some * others < facts.Rows)
        {
            return false;
        }

        HashSet<(ulong, ulong)> seen = [];
        return facts.Head(first).Zip(facts.Head(second)).All(seen.Add);
    }

    private SuggestedCheck Key(string[] names) => SuggestedCheck.Of(
        "unique", names,
        names.Length == 1
            ? $"no value occurs twice in {SuggestedColumn.Number(facts.Rows)} rows, compared over all of them"
            : $"no combination occurs twice in {SuggestedColumn.Number(facts.Rows)} rows, compared over all of them; no single column is a key",
        [("columns", YamlText.List(names))], $"Unique({CodeText.List(names)})");
}
