using DataIngestion.Drift;

namespace DataIngestion.Reports;

/// <summary>What a reader sees of a column: its distribution on both sides, how its quantiles moved, its categories, its figures.</summary>
internal static class DriftCharts
{
    public static void Write(HtmlWriter html, ReportedColumn column)
    {
        html.Open("div", ("class", "charts")).Line();
        if (column.Shape is { } shape)
        {
            WriteShape(html, column.Name, shape);
        }
        else if (column.Results.FirstOrDefault(result => result.Statistic.Bins.Count > 0) is { } binned)
        {
            // Reports from before shapes were kept have the bins of their tests.
            BarTable.Write(html, DriftLabels.Name(binned.Test), binned.Statistic.Bins, binned.Statistic.ReferenceCount, binned.Statistic.CurrentCount);
        }

        html.Close().Line();
    }

    /// <summary>Both distributions as a drawing in a line, for those who skim.</summary>
    public static void WriteThumbnail(HtmlWriter html, ColumnShape? shape)
    {
        (double[] reference, double[] current) = Shares(shape);
        html.Open("svg", ("class", "thumb"), ("viewBox", "0 0 100 24"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"));
        if (reference.Length > 1)
        {
            HistogramChart.WritePaths(html, reference, current, 100, 24);
        }

        html.Close();
    }

    private static void WriteShape(HtmlWriter html, string name, ColumnShape shape)
    {
        if (shape.Numeric is { Edges.Count: > 1 } binned)
        {
            HistogramChart.Write(html, name, binned, shape);
        }

        if (shape.Categorical is { Top.Count: > 0 } categorical)
        {
            BarTable.Write(html, shape.Numeric is null ? "Categories" : "Values", categorical);
        }

        if (shape.Numeric is { } numeric)
        {
            QuantileChart.Write(html, name, numeric.Quantiles);
        }

        SideTable.Write(html, shape);
    }

    private static (double[] Reference, double[] Current) Shares(ColumnShape? shape) => shape switch
    {
        { Numeric: { Edges.Count: > 1 } numeric } => ([.. numeric.ReferenceShares], [.. numeric.CurrentShares]),
        { Categorical: { Top.Count: > 0 } categorical } => (
            Shares(categorical.Top, bin => bin.Reference, categorical.ReferenceOther), Shares(categorical.Top, bin => bin.Current, categorical.CurrentOther)),
        _ => ([], []),
    };

    private static double[] Shares(IReadOnlyList<DriftBin> bins, Func<DriftBin, long> count, long others)
    {
        double total = Math.Max(1, bins.Sum(count) + others);
        return [.. bins.Select(bin => count(bin) / total)];
    }
}
