namespace DataIngestion.Drift;

/// <summary>What a report says about one column.</summary>
internal sealed record ReportedColumn(string Name, DriftKind Kind, IReadOnlyList<DriftResult> Results, ColumnShape? Shape)
{
    /// <summary>The columns in the order of their shapes, then those that have results alone.</summary>
    public static IReadOnlyList<ReportedColumn> Of(DriftReport report)
    {
        Dictionary<string, ColumnShape> shapes = [];
        foreach (ColumnShape shape in report.Columns)
        {
            shapes.TryAdd(shape.Column, shape);
        }

        Dictionary<string, IGrouping<(string Column, DriftKind Kind), DriftResult>[]> results = report.Results
            .GroupBy(result => (result.Column, result.Kind)).GroupBy(group => group.Key.Column).ToDictionary(groups => groups.Key, groups => groups.ToArray());
        List<ReportedColumn> columns = [];
        foreach (string column in shapes.Keys.Union(results.Keys))
        {
            ColumnShape? shape = shapes.GetValueOrDefault(column);
            if (!results.TryGetValue(column, out IGrouping<(string Column, DriftKind Kind), DriftResult>[]? kinds))
            {
                columns.Add(new(column, DriftKind.Covariate, [], shape));
                continue;
            }

            columns.AddRange(kinds.Select((kind, at) => new ReportedColumn(column, kind.Key.Kind, [.. kind], at == 0 ? shape : null)));
        }

        return columns;
    }
}
