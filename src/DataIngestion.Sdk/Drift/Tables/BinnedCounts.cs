namespace DataIngestion.Drift;

/// <summary>The counts of both sides over bins of a number or categories: what distances of proportions are made of.</summary>
internal sealed record BinnedCounts(IReadOnlyList<DriftBin> Bins, IReadOnlyList<DriftBin> Reported, long ReferenceTotal, long CurrentTotal, string? Note)
{
    /// <summary>Ten bins at the reference's deciles, as those of the population stability index, or the categories. Null when exact profiles are needed.</summary>
    public static BinnedCounts? Of(ColumnProfile reference, ColumnProfile current)
    {
        if (reference.Numeric is { } numbers)
        {
            return OfNumbers(numbers, current.Numeric!);
        }

        return CategoryTable.Of(reference.Categorical!, current.Categorical!) is { } table
            ? new BinnedCounts(table.Bins, table.ReportedBins(), table.ReferenceTotal, table.CurrentTotal, table.Note)
            : null;
    }

    private static BinnedCounts? OfNumbers(NumericProfile reference, NumericProfile current)
    {
        if (reference.RankError > 0 || current.RankError > 0)
        {
            return null;
        }

        IReadOnlyList<DriftBin> bins = reference.Count == 0
            ? []
            : QuantileBins.Count(reference, current, QuantileBins.InteriorEdges(reference, new PopulationStabilityIndexOptions().Bins), BinEdge.LeftClosed);
        return new(bins, bins, reference.Count, current.Count, null);
    }

    /// <summary>Σ over bins of a function of both proportions.</summary>
    public double Sum(Func<double, double, double> term)
    {
        double sum = 0;
        foreach (DriftBin bin in Bins)
        {
            sum += term((double)bin.Reference / ReferenceTotal, (double)bin.Current / CurrentTotal);
        }

        return sum;
    }

    /// <summary>The likelihood ratio statistic of the table: 2 Σ O·ln(O / E).</summary>
    public double LikelihoodRatio()
    {
        double all = ReferenceTotal + CurrentTotal;
        double sum = 0;
        foreach (DriftBin bin in Bins)
        {
            double column = bin.Reference + bin.Current;
            sum += Term(bin.Reference, column * ReferenceTotal / all) + Term(bin.Current, column * CurrentTotal / all);
        }

        return Math.Max(0, 2 * sum);

        static double Term(long observed, double expected) => observed == 0 ? 0 : observed * Math.Log(observed / expected);
    }

    public CategoryTable ToTable() => new(Bins, ReferenceTotal, CurrentTotal, Note);
}
