namespace DataIngestion.Drift;

internal static class PValueCorrection
{
    /// <summary>The corrected p-values in the order given.</summary>
    public static double[] Adjust(IReadOnlyList<double> values, MultipleTestCorrection correction)
    {
        int count = values.Count;
        int[] ascending = [.. Enumerable.Range(0, count).OrderBy(index => values[index])];
        return correction switch
        {
            MultipleTestCorrection.BenjaminiHochberg => StepUp(values, ascending),
            MultipleTestCorrection.Holm => StepDown(values, ascending),
            MultipleTestCorrection.Bonferroni => [.. values.Select(p => Math.Min(1, p * count))],
            _ => [.. values],
        };
    }

    private static double[] StepUp(IReadOnlyList<double> values, int[] ascending)
    {
        double[] adjusted = new double[ascending.Length];
        double smallest = 1;
        for (int rank = ascending.Length; rank >= 1; rank--)
        {
            int index = ascending[rank - 1];
            smallest = Math.Min(smallest, values[index] * (ascending.Length / (double)rank));
            adjusted[index] = smallest;
        }

        return adjusted;
    }

    private static double[] StepDown(IReadOnlyList<double> values, int[] ascending)
    {
        double[] adjusted = new double[ascending.Length];
        double largest = 0;
        for (int rank = 0; rank < ascending.Length; rank++)
        {
            int index = ascending[rank];
            largest = Math.Max(largest, Math.Min(1, values[index] * (ascending.Length - rank)));
            adjusted[index] = largest;
        }

        return adjusted;
    }
}
