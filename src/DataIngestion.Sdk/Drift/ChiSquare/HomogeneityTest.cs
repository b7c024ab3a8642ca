namespace DataIngestion.Drift;

/// <summary>Pearson's statistic over the table of two rows of counts, and the effect size derived from it.</summary>
internal static class HomogeneityTest
{
    public static double Statistic(CategoryTable table, bool continuityCorrection)
    {
        bool correct = continuityCorrection && table.Bins.Count == 2;
        double total = table.ReferenceTotal + table.CurrentTotal;
        double statistic = 0;
        foreach (DriftBin bin in table.Bins)
        {
            double column = bin.Reference + bin.Current;
            statistic += Cell(bin.Reference, column * table.ReferenceTotal / total, correct)
                + Cell(bin.Current, column * table.CurrentTotal / total, correct);
        }

        return statistic;
    }

    /// <summary>Bergsma, A bias-correction for Cramér's V and Tschuprow's T, 2013.</summary>
    public static double CramersV(double statistic, CategoryTable table)
    {
        double n = table.ReferenceTotal + table.CurrentTotal;
        double categories = table.Bins.Count;
        if (categories < 2 || n < 2)
        {
            return 0;
        }

        double association = Math.Max(0, (statistic / n) - ((categories - 1) / (n - 1)));
        double correctedColumns = categories - ((categories - 1) * (categories - 1) / (n - 1));
        double correctedRows = 2 - (1 / (n - 1));
        double freedom = Math.Min(correctedColumns, correctedRows) - 1;
        return freedom > 0 ? Math.Min(1, Math.Sqrt(association / freedom)) : 0;
    }

    private static double Cell(long observed, double expected, bool correct)
    {
        double difference = Math.Abs(observed - expected);
        double deviation = correct ? difference - Math.Min(0.5, difference) : difference;
        return deviation * deviation / expected;
    }
}
