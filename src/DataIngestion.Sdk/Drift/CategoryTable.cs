using System.Globalization;
using System.Text;
using DataIngestion.Profiles;

namespace DataIngestion.Drift;

/// <summary>The counts of two samples over one set of categories; categories that neither has are absent.</summary>
internal sealed record CategoryTable(IReadOnlyList<DriftBin> Bins, long ReferenceTotal, long CurrentTotal, string? Note)
{
    private const double LargestExactCategories = 100_000;
    private const int LargestReport = 100;
    private const int LargestNaming = 5;
    private const string OtherLabel = "(all others)";

    /// <summary>Returns <see langword="null"/> when the profiles left out categories of which there are few enough to count them all.</summary>
    public static CategoryTable? Of(CategoricalProfile reference, CategoricalProfile current)
    {
        if (reference.Other == 0 && current.Other == 0)
        {
            return Build(reference, current, ulong.MaxValue);
        }

        ulong limit = Math.Min(Limit(reference), Limit(current));
        bool few = EstimatedCategories(reference) <= LargestExactCategories && EstimatedCategories(current) <= LargestExactCategories;
        return few ? null : Build(reference, current, limit);
    }

    /// <summary>The bins with the most values; the rest in one.</summary>
    public IReadOnlyList<DriftBin> ReportedBins()
    {
        if (Bins.Count <= LargestReport)
        {
            return Bins;
        }

        List<DriftBin> ranked = [.. Bins.OrderByDescending(bin => bin.Reference + bin.Current).ThenBy(bin => bin.Label, StringComparer.Ordinal)];
        IEnumerable<DriftBin> rest = ranked.Skip(LargestReport - 1);
        return [.. ranked.Take(LargestReport - 1), new(OtherLabel, rest.Sum(bin => bin.Reference), rest.Sum(bin => bin.Current))];
    }

    private static ulong HashOf(string category) => CategoryCounts.Hash(Encoding.UTF8.GetBytes(category));

    // Every category up to the largest kept hash was counted; see CategoryCounts.
    private static ulong Limit(CategoricalProfile profile) =>
        profile.Other == 0 ? ulong.MaxValue : profile.Counts.Keys.Select(HashOf).DefaultIfEmpty().Max();

    private static double EstimatedCategories(CategoricalProfile profile) =>
        profile.Counts.Count / ((Limit(profile) + 1.0) / (ulong.MaxValue + 1.0));

    private static CategoryTable Build(CategoricalProfile reference, CategoricalProfile current, ulong limit)
    {
        List<DriftBin> bins = [];
        long others = reference.Other;
        long currentOthers = current.Other;
        foreach (string category in reference.Counts.Keys.Union(current.Counts.Keys).Order(StringComparer.Ordinal))
        {
            (long first, long second) = (reference.Counts.GetValueOrDefault(category), current.Counts.GetValueOrDefault(category));
            if (limit != ulong.MaxValue && HashOf(category) > limit)
            {
                (others, currentOthers) = (others + first, currentOthers + second);
            }
            else if (first + second > 0)
            {
                bins.Add(new(category, first, second));
            }
        }

        string? note = limit == ulong.MaxValue ? Changes(bins) : Sampled(bins.Count);
        if (others + currentOthers > 0)
        {
            bins.Add(new(OtherLabel, others, currentOthers));
        }

        return new(bins, bins.Sum(bin => bin.Reference), bins.Sum(bin => bin.Current), note);
    }

    private static string Sampled(int kept) =>
        string.Create(CultureInfo.InvariantCulture, $"Too many categories to count each: {kept}, chosen by hash, and all others together were compared; shifts among the others do not show.");

    private static string? Changes(List<DriftBin> bins)
    {
        string? added = Names("New", bins.Where(bin => bin.Reference == 0));
        string? gone = Names("Vanished", bins.Where(bin => bin.Current == 0));
        return added is null || gone is null ? added ?? gone : added + " " + gone;
    }

    private static string? Names(string what, IEnumerable<DriftBin> bins)
    {
        List<string> labels = [.. bins.Select(bin => bin.Label)];
        string more = labels.Count > LargestNaming ? string.Create(CultureInfo.InvariantCulture, $" and {labels.Count - LargestNaming} more") : "";
        return labels.Count == 0 ? null : $"{what} categories: {string.Join(", ", labels.Take(LargestNaming))}{more}.";
    }
}
