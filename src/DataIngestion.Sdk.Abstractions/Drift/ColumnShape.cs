namespace DataIngestion;

/// <summary>How one column is distributed on both sides, for a reader to look at. No decision is made from it. Immutable, serialisable, of bounded size.</summary>
/// <param name="Column">The column.</param>
/// <param name="Type">Its type in the text form of <see cref="ColumnType"/>.</param>
/// <param name="Reference">The figures of the reference.</param>
/// <param name="Current">The figures of the delivery.</param>
public sealed record ColumnShape(string Column, string Type, SideFigures Reference, SideFigures Current)
{
    /// <summary>Whether the column is masked so that no value of it is shown anywhere; pages and JSON leave its values out even where some are here.</summary>
    public bool IsMasked { get; init; }

    /// <summary>Whether shares and quantiles are estimates from profiles that do not hold every value.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>The distribution of a number; <see langword="null"/> for other columns and where a side has no finite value.</summary>
    public NumericShape? Numeric { get; init; }

    /// <summary>The categories, or the values of a number that has at most twenty; <see langword="null"/> for other columns.</summary>
    public CategoricalShape? Categorical { get; init; }
}

/// <summary>Figures of one column on one side. Immutable.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="Missing">The rows without a value.</param>
public sealed record SideFigures(long Rows, long Missing)
{
    /// <summary>The values that are NaN or infinite; the other figures leave them out.</summary>
    public long NotFinite { get; init; }

    /// <summary>The mean, or <see langword="null"/> without a number or beyond the range of a double.</summary>
    public double? Mean { get; init; }

    /// <summary>The standard deviation with n − 1, or <see langword="null"/> with fewer than two numbers or beyond the range of a double.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The smallest number, or <see langword="null"/> without one.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest number, or <see langword="null"/> without one.</summary>
    public double? Maximum { get; init; }
}

/// <summary>The distribution of a number on both sides. Immutable.</summary>
/// <param name="Edges">Up to 21 ascending edges of bins [a, b); the outermost bins also hold what lies beyond them. Empty where the values are listed one by one.</param>
/// <param name="ReferenceShares">The share of the reference's finite values in each bin, 0 to 1.</param>
/// <param name="CurrentShares">The share of the delivery's finite values in each bin, 0 to 1.</param>
/// <param name="Quantiles">The same quantiles of both sides, from 1 % to 99 %.</param>
public sealed record NumericShape(
    IReadOnlyList<double> Edges, IReadOnlyList<double> ReferenceShares, IReadOnlyList<double> CurrentShares, IReadOnlyList<QuantilePair> Quantiles);

/// <summary>One quantile of both sides. Immutable.</summary>
/// <param name="Share">Which one, 0 to 1.</param>
/// <param name="Reference">That of the reference, linearly interpolated (Hyndman and Fan's type 7).</param>
/// <param name="Current">That of the delivery.</param>
public sealed record QuantilePair(double Share, double Reference, double Current);

/// <summary>The categories of a column on both sides. Immutable.</summary>
/// <param name="Top">Up to twenty categories, those with the greatest share on either side, greatest first; values of a number ascend. Labels are cut after 120 characters.</param>
/// <param name="ReferenceOther">The values of the reference in all other categories.</param>
/// <param name="CurrentOther">The values of the delivery in all other categories.</param>
public sealed record CategoricalShape(IReadOnlyList<DriftBin> Top, long ReferenceOther, long CurrentOther)
{
    /// <summary>What only the delivery has; <see langword="null"/> where the reference's profile does not name all its categories.</summary>
    public CategoryChange? New { get; init; }

    /// <summary>What only the reference has; <see langword="null"/> where the delivery's profile does not name all its categories.</summary>
    public CategoryChange? Vanished { get; init; }
}

/// <summary>Categories that one side has and the other does not. Immutable.</summary>
/// <param name="Categories">How many.</param>
/// <param name="Values">How many values they have together.</param>
/// <param name="Largest">Up to ten with most values.</param>
public sealed record CategoryChange(long Categories, long Values, IReadOnlyList<DriftBin> Largest);
