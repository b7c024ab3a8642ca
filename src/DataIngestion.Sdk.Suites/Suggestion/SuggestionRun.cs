using Apache.Arrow;

namespace DataIngestion.Suites;

/// <summary>Looks at all rows, drafts checks, and keeps those that hold.</summary>
internal sealed class SuggestionRun(ISource source, SuggestionOptions options)
{
    private readonly List<string> _notes = [];

    public async ValueTask<SuiteSuggestion> RunAsync(CancellationToken cancellationToken)
    {
        DataContract contract = options.Contract ?? await DataValidation.InferContractAsync(source, new ValidationOptions { Masked = options.Masked }, cancellationToken).ConfigureAwait(false);
        if (options.Masked.FirstOrDefault(masked => contract.Find(masked) is null) is { } unknown)
        {
            throw new ArgumentException($"There is no column '{unknown}' that could be masked: the columns are {string.Join(", ", contract.Columns.Select(column => column.Name))}.");
        }

        TableFacts facts = await LookAsync(contract, cancellationToken).ConfigureAwait(false);
        SuggestedColumn[] columns = [.. contract.Columns.Select((column, at) => Column(column, facts.Columns[at]))];
        List<SuggestedCheck> drafts = [.. Table(columns), .. columns.SelectMany(OfColumn), .. OrderRules.Propose(columns, facts.Orders, options)];
        NoteDates(contract);
        KeyRules keys = new(columns, facts);
        bool search = MayHaveKeys(facts);
        SuggestedCheck[] singles = search ? [.. keys.Singles()] : [];
        SuggestedCheck[] pairs = search ? [.. keys.Pairs()] : [];
        HashSet<SuggestedCheck> held = await HoldingAsync([.. drafts, .. singles, .. pairs], contract, cancellationToken).ConfigureAwait(false);
        NoteDropped(drafts, held);
        SuggestedCheck[] found = Keys(keys, singles, pairs, held);
        IEnumerable<SuggestedCheck> kept = drafts.Where(draft => held.Contains(draft) && !IsRangeOfKey(draft, found));
        return new SuiteSuggestion(options.Name ?? source.Name, facts.Rows, [.. kept, .. found], _notes);
    }

    private async ValueTask<TableFacts> LookAsync(DataContract contract, CancellationToken cancellationToken)
    {
        TableFacts? facts = null;
        string[] names = [.. contract.Columns.Select(column => column.Name)];
        ValidationReport report = await DataValidation.CheckAsync(
            source, (rules, _) => rules.Add(new TableFactsValidator(names, found => facts = found)), Checking(contract), cancellationToken).ConfigureAwait(false);
        foreach (ValidationResult fault in report.Results.Where(result => !result.Passed && result.Check.StartsWith("contract.", StringComparison.Ordinal)))
        {
            _notes.Add($"{SuggestedColumn.Number(fault.RowsFailed)} rows fail {fault.Check}: {fault.Message}");
        }

        return facts ?? throw new InvalidOperationException($"The columns cannot be looked at: {report.Results[^1].Message}");
    }

    private IEnumerable<SuggestedCheck> OfColumn(SuggestedColumn column)
    {
        if (column.Facts.Values == 0 && column.Facts.Rows > 0)
        {
            _notes.Add($"'{column.Name}' has no value, so nothing is proposed for it.");
            return [];
        }

        if (column.Concealed is { } reason)
        {
            _notes.Add($"No value of '{column.Name}' is in the suite, because {reason}.");
        }

        return new[]
        {
            PresenceRules.Type(column),
            PresenceRules.Presence(column, options),
            SetRules.Propose(column, options) ?? RangeRules.Propose(column, options, _notes) ?? TextRules.Propose(column, options),
        }.OfType<SuggestedCheck>();
    }

    private bool MayHaveKeys(TableFacts facts)
    {
        if (facts.Rows < options.MinimumValues)
        {
            _notes.Add($"Fewer than {options.MinimumValues} rows say little: only columns and types are proposed.");
            return false;
        }

        if (facts.Rows > options.MaximumKeyRows)
        {
            _notes.Add($"No key was looked for: there are more than {SuggestedColumn.Number(options.MaximumKeyRows)} rows.");
            return false;
        }

        return true;
    }

    private void NoteDates(DataContract contract)
    {
        int dates = contract.Columns.Count(column => column.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.TimestampWithoutZone);
        if (dates > TableFacts.MaximumDates)
        {
            _notes.Add($"The order of dates was looked at for the first {TableFacts.MaximumDates} of {dates} columns of dates and times.");
        }
    }

    private SuggestedCheck[] Keys(KeyRules keys, SuggestedCheck[] singles, SuggestedCheck[] pairs, HashSet<SuggestedCheck> held)
    {
        _notes.AddRange(keys.Cuts(singles.Any(held.Contains)));
        return [.. singles.Any(held.Contains) ? singles.Where(held.Contains) : pairs.Where(held.Contains).Take(1)];
    }

    // Numbers of things go on where these end.
    private static bool IsRangeOfKey(SuggestedCheck draft, SuggestedCheck[] keys) =>
        draft.Check == "range" && keys.Any(key => key.Columns is [var column] && column == draft.Columns[0]);

    private async ValueTask<HashSet<SuggestedCheck>> HoldingAsync(IReadOnlyList<SuggestedCheck> drafts, DataContract contract, CancellationToken cancellationToken)
    {
        Dictionary<string, SuggestedCheck> byName = new(StringComparer.Ordinal);
        ValidationReport report = await DataValidation.CheckAsync(source, (rules, _) => AddAll(drafts, rules, byName), Checking(contract), cancellationToken).ConfigureAwait(false);
        return [.. report.Results.Where(result => result.Passed && byName.ContainsKey(result.Check)).Select(result => byName[result.Check])];
    }

    private void NoteDropped(List<SuggestedCheck> drafts, HashSet<SuggestedCheck> held)
    {
        foreach (SuggestedCheck dropped in drafts.Where(draft => !held.Contains(draft)))
        {
            _notes.Add($"'{dropped.Check}' of {string.Join(", ", dropped.Columns)} was drafted and left out, because it does not hold on all rows.");
        }
    }

    private ValidationOptions Checking(DataContract contract) =>
        new() { Contract = contract, Masked = options.Masked, SampleLimit = 0, Parallelism = options.Parallelism };

    private SuggestedColumn Column(ColumnContract column, ColumnFacts facts) => new(
        column.Name, column.Type, facts, options.Masked.Contains(column.Name) ? "the column is masked" : PersonalData.Reason(column.Name, facts));

    private static IEnumerable<SuggestedCheck> Table(SuggestedColumn[] columns)
    {
        string[] names = [.. columns.Select(column => column.Name)];
        yield return SuggestedCheck.Of(
            "has_columns", names, $"the {names.Length} columns of the data; others may come", [("columns", YamlText.List(names))], $"HasColumns({CodeText.List(names)})");
    }

    private static void AddAll(IReadOnlyList<SuggestedCheck> drafts, ValidationBuilder rules, Dictionary<string, SuggestedCheck> byName)
    {
        foreach (SuggestedCheck draft in drafts)
        {
            ValidationSuite.Parse($"checks:\n  - {draft.Yaml}\n").AddTo(rules);
            byName.Add(rules.Rules[^1].Name, draft);
        }
    }
}
