using Apache.Arrow;

namespace DataIngestion.Drift;

/// <summary>
/// The bins of one feature, made from the reference alone: quantile bins [a, b) of a number, the most frequent categories of a text, and one for missing
/// values. Models see finer bins of a number, each within one of the bins that are tested.
/// </summary>
internal sealed class FeatureBins
{
    private const int FineBins = 40;
    private const string MissingLabel = "(missing)";
    private const string OthersLabel = "(all others)";

    private readonly double[] _edges;
    private readonly CategoryCodes? _categories;

    private FeatureBins(string column, double[] edges, int[] testedOf, string[] labels)
    {
        (Column, _edges, TestedOf, Labels, IsNumber) = (column, edges, testedOf, labels, true);
    }

    private FeatureBins(string column, IReadOnlyList<string> kept)
    {
        (Column, _edges, _categories) = (column, [], new(kept));
        Labels = [.. kept, OthersLabel, MissingLabel];
        TestedOf = [.. Enumerable.Range(0, Labels.Count)];
    }

    public string Column { get; }

    public bool IsNumber { get; }

    /// <summary>The tested bin of each code; the last one is for missing values.</summary>
    public IReadOnlyList<int> TestedOf { get; }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>How many of the tested bins have an order: all of a number's but the one for missing values.</summary>
    public int Ordered => IsNumber ? Labels.Count - 1 : 0;

    public int Codes => TestedOf.Count;

    /// <summary>Returns <see langword="null"/> for columns without a distribution, such as dates and masked ones.</summary>
    public static FeatureBins? Of(ColumnProfile reference, int bins)
    {
        if (reference.Numeric is { } numbers)
        {
            return OfNumbers(reference.Name, numbers, bins);
        }

        return reference.Categorical is { } categories ? new(reference.Name, Frequent(categories, 2 * bins)) : null;
    }

    /// <summary>The categories with the most rows, in ordinal order.</summary>
    public static string[] Frequent(CategoricalProfile categories, int most) => [.. categories.Counts
        .OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal)
        .Take(most).Select(each => each.Key).Order(StringComparer.Ordinal)];

    public void Read(IArrowArray array, Span<byte> codes, Span<double> scratch)
    {
        if (_categories is not null)
        {
            _categories.Read(array, codes);
            return;
        }

        AlignedNumbers.Read(array, scratch);
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = double.IsNaN(scratch[i]) ? (byte)(_edges.Length + 1) : (byte)Bin(_edges, scratch[i]);
        }
    }

    /// <summary>How many edges are not above the value.</summary>
    public static int Bin(double[] edges, double value)
    {
        (int low, int high) = (0, edges.Length);
        while (low < high)
        {
            int middle = (low + high) >> 1;
            (low, high) = edges[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static FeatureBins OfNumbers(string column, NumericProfile numbers, int bins)
    {
        double[] tested = numbers.Count == 0 ? [] : QuantileBins.InteriorEdges(numbers, bins);
        double[] fine = numbers.Count == 0 ? [] : [.. QuantileBins.InteriorEdges(numbers, FineBins).Union(tested).Order()];
        int[] testedOf = [.. fine.Select(edge => Bin(tested, edge)).Prepend(0).Append(tested.Length + 1)];
        string[] labels = [.. Enumerable.Range(0, tested.Length + 1).Select(bin => QuantileBins.Label(tested, bin, BinEdge.LeftClosed)), MissingLabel];
        return new(column, fine, testedOf, labels);
    }
}
