namespace DataIngestion.Drift;

/// <summary>One column of both sides.</summary>
internal sealed record ColumnPair(DriftKind Kind, ColumnProfile Reference, ColumnProfile Current);

/// <summary>The columns that can be compared, and what is to be said about the others.</summary>
internal sealed record DriftColumns(IReadOnlyList<ColumnPair> Pairs, string? Note)
{
    public static DriftColumns Of(DriftPlan plan, DatasetProfile reference, DatasetProfile current)
    {
        Dictionary<string, ColumnProfile> delivered = current.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        HashSet<string> known = [.. reference.Columns.Select(column => column.Name)];
        List<ColumnPair> pairs = [];
        List<string> gone = [];
        List<string> changed = [];
        List<string> bare = [];
        foreach (ColumnProfile column in reference.Columns)
        {
            if (plan.KindOf(column.Name) is not { } kind)
            {
                continue;
            }

            if (!delivered.TryGetValue(column.Name, out ColumnProfile? other))
            {
                gone.Add(column.Name);
            }
            else if (SameForm(column, other))
            {
                pairs.Add(new(kind, column, other));
                if (column.Numeric is null && column.Categorical is null)
                {
                    bare.Add(column.Name);
                }
            }
            else
            {
                changed.Add(column.Name);
            }
        }

        IEnumerable<string> added = current.Columns.Select(column => column.Name).Where(name => !known.Contains(name) && plan.KindOf(name) is not null);
        IEnumerable<string> unknown = Named(plan).Where(name => !known.Contains(name) && !delivered.ContainsKey(name));
        return new(pairs, Notes(
            ("Not compared, only in the reference", gone),
            ("Not compared, only in the delivery", added),
            ("Not compared, of another kind in the delivery", changed),
            ("Not compared, because profiles hold no distribution of dates, times, bytes and masked columns", bare),
            ("Named in the settings, but on neither side", unknown)));
    }

    private static bool SameForm(ColumnProfile a, ColumnProfile b) =>
        a.Numeric is null == b.Numeric is null && a.Categorical is null == b.Categorical is null;

    private static IEnumerable<string> Named(DriftPlan plan)
    {
        IEnumerable<string> target = plan.Target is { } name ? [name] : [];
        return target.Concat(plan.Only ?? Enumerable.Empty<string>()).Concat(plan.Exclude).Distinct(StringComparer.Ordinal);
    }

    private static string? Notes(params (string What, IEnumerable<string> Columns)[] notes)
    {
        string text = string.Join(' ', notes
            .Select(note => (note.What, Columns: string.Join(", ", note.Columns.Order(StringComparer.Ordinal))))
            .Where(note => note.Columns.Length > 0)
            .Select(note => $"{note.What}: {note.Columns}."));
        return text.Length == 0 ? null : text;
    }
}
