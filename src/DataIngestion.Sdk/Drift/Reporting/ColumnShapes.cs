namespace DataIngestion.Drift;

/// <summary>What a reader is shown of a column, from the profiles of both sides.</summary>
internal static class ColumnShapes
{
    public static ColumnShape Of(DriftPlan plan, ColumnPair pair)
    {
        (ColumnProfile reference, ColumnProfile current) = (pair.Reference, pair.Current);
        bool masked = plan.Withheld.Contains(reference.Name);
        ColumnShape shape = new(reference.Name, reference.Type, Figures(reference, masked), Figures(current, masked)) { IsMasked = masked };
        return (masked, reference, current) switch
        {
            (false, { Numeric: { } first }, { Numeric: { } second }) => shape with
            {
                IsEstimated = first.RankError > 0 || second.RankError > 0,
                Numeric = NumericShapes.Of(first, second, whole: reference.Type.StartsWith("int", StringComparison.Ordinal)),
                Categorical = CategoricalShapes.OfFewValues(first, second),
            },
            (false, { Categorical: { } first }, { Categorical: { } second }) => shape with
            {
                IsEstimated = first.Other > 0 || second.Other > 0,
                Categorical = CategoricalShapes.Of(first, second),
            },
            _ => shape,
        };
    }

    private static SideFigures Figures(ColumnProfile profile, bool masked)
    {
        SideFigures figures = new(profile.Rows, profile.Missing);
        if (masked || profile.Numeric is not { } numeric)
        {
            return figures;
        }

        figures = figures with { NotFinite = numeric.NotFinite };
        return numeric.Count == 0
            ? figures
            : figures with
            {
                Mean = Finite(numeric.Mean),
                StandardDeviation = numeric.Count > 1 ? Finite(Math.Sqrt(numeric.SumOfSquaredDeviations / (numeric.Count - 1))) : null,
                Minimum = numeric.Minimum,
                Maximum = numeric.Maximum,
            };
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
