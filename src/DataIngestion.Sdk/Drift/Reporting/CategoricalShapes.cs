using System.Globalization;

namespace DataIngestion.Drift;

/// <summary>The categories with most values, and those that one side alone has.</summary>
internal static class CategoricalShapes
{
    private const int LargestTop = 20;
    private const int LargestChange = 10;

    public static CategoricalShape Of(CategoricalProfile reference, CategoricalProfile current)
    {
        long first = reference.Counts.Values.Sum() + reference.Other;
        long second = current.Counts.Values.Sum() + current.Other;
        DriftBin[] all =
        [
            .. reference.Counts.Keys.Union(current.Counts.Keys)
                .Select(category => new DriftBin(category, reference.Counts.GetValueOrDefault(category), current.Counts.GetValueOrDefault(category)))
                .Where(bin => bin.Reference + bin.Current > 0),
        ];
        DriftBin[] top = Largest(all, bin => Math.Max(Share(bin.Reference, first), Share(bin.Current, second)), LargestTop);
        return new([.. top.Select(Cut)], first - top.Sum(bin => bin.Reference), second - top.Sum(bin => bin.Current))
        {
            New = reference.Other > 0 ? null : Change(all, bin => bin.Reference == 0, bin => bin.Current),
            Vanished = current.Other > 0 ? null : Change(all, bin => bin.Current == 0, bin => bin.Reference),
        };
    }

    public static bool HasFewValues(NumericProfile reference, NumericProfile current) =>
        reference.RankError == 0 && current.RankError == 0 && reference.Knots.Count <= LargestTop && current.Knots.Count <= LargestTop
        && Values(reference, current).Length <= LargestTop;

    /// <summary>The values of a number one by one, or <see langword="null"/> when there are more than can be shown.</summary>
    public static CategoricalShape? OfFewValues(NumericProfile reference, NumericProfile current)
    {
        if (!HasFewValues(reference, current))
        {
            return null;
        }

        DriftBin[] bins = [.. Values(reference, current).Select(value => new DriftBin(value.ToString("R", CultureInfo.InvariantCulture), Weight(reference, value), Weight(current, value)))];
        return new(bins, 0, 0)
        {
            New = Change(bins, bin => bin.Reference == 0, bin => bin.Current),
            Vanished = Change(bins, bin => bin.Current == 0, bin => bin.Reference),
        };
    }

    private static double[] Values(NumericProfile reference, NumericProfile current) => [.. reference.Knots.Union(current.Knots).Order()];

    private static long Weight(NumericProfile profile, double value) =>
        Enumerable.Range(0, profile.Knots.Count).Where(knot => profile.Knots[knot] == value).Sum(knot => profile.Weights[knot]);

    private static CategoryChange Change(DriftBin[] bins, Func<DriftBin, bool> isChanged, Func<DriftBin, long> count)
    {
        DriftBin[] changed = [.. bins.Where(isChanged)];
        return new(changed.Length, changed.Sum(count), [.. Largest(changed, bin => count(bin), LargestChange).Select(Cut)]);
    }

    private static DriftBin[] Largest(DriftBin[] bins, Func<DriftBin, double> size, int most) =>
        [.. bins.OrderByDescending(size).ThenBy(bin => bin.Label, StringComparer.Ordinal).Take(most)];

    private static double Share(long count, long total) => total == 0 ? 0 : (double)count / total;

    private static DriftBin Cut(DriftBin bin) => bin with { Label = LabelText.Cut(bin.Label) };
}
