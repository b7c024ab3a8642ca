namespace DataIngestion.Drift;

/// <summary>One bin of a feature on both sides.</summary>
internal sealed record Stratum(string Low, string? High, CellSums Reference, CellSums Current)
{
    public string Label => High is null ? Low : Low + ", " + High;

    public long Count => Reference.Count + Current.Count;

    public Stratum With(Stratum next, string low, string? high) => new(low, high, Reference.Plus(next.Reference), Current.Plus(next.Current));

    /// <summary>The row's weight is that of the delivery, since its rows are those that a model meets.</summary>
    public double Difference(int group) => ((double)Current.Groups[group] / Current.Count) - ((double)Reference.Groups[group] / Reference.Count);
}

/// <summary>The bins that are tested: those with enough rows, thin ones pooled.</summary>
internal sealed record Strata(IReadOnlyList<Stratum> Tested, string? Note)
{
    private const double SmallestExpected = 5;
    private const long FewestRows = 10;
    private const string OthersLabel = "(all others)";

    // Only sums over both sides and the sides' rows decide what is pooled, never a difference between the sides in the target.
    public static Strata Of(FeatureBins bins, TargetCells reference, TargetCells current, bool isNumber)
    {
        List<Stratum> all = [.. bins.Labels.Select((label, bin) => Bin(bins, label, bin, reference[bin], current[bin])).Where(stratum => stratum.Count > 0)];
        HashSet<int> classes = isNumber ? [] : [.. all.SelectMany(stratum => Present(stratum))];
        int ordered = all.Count(stratum => stratum.High is not null);
        List<Stratum> tested = bins.IsNumber ? Adjacent(all[..ordered]) : Together(all);
        tested.AddRange(bins.IsNumber ? all[ordered..].Where(Enough) : []);
        long left = all.Sum(stratum => stratum.Count) - tested.Sum(stratum => stratum.Count);
        string? pooled = tested.Count < all.Count ? "Thin bins were pooled." : null;
        return new(tested, left == 0 ? pooled : Left(left, pooled));

        bool Enough(Stratum stratum) => isNumber
            ? Math.Min(stratum.Reference.Count, stratum.Current.Count) >= FewestRows
            : stratum.Count > 0 && classes.All(group => Expected(stratum, group) >= SmallestExpected);

        List<Stratum> Adjacent(List<Stratum> from)
        {
            List<Stratum> kept = [];
            Stratum? open = null;
            foreach (Stratum next in from)
            {
                open = open is null ? next : open.With(next, open.Low, next.High);
                if (Enough(open))
                {
                    kept.Add(open);
                    open = null;
                }
            }

            if (open is not null && kept.Count > 0)
            {
                kept[^1] = kept[^1].With(open, kept[^1].Low, open.High);
            }

            return kept;
        }

        List<Stratum> Together(List<Stratum> from)
        {
            List<Stratum> kept = [.. from.Where(Enough)];
            List<Stratum> thin = [.. from.Where(stratum => !Enough(stratum))];
            if (thin.Count > 0 && thin.Aggregate((a, b) => a.With(b, OthersLabel, null)) is { } rest && Enough(rest))
            {
                kept.Add(rest);
            }

            return kept;
        }
    }

    private static IEnumerable<int> Present(Stratum stratum) =>
        Enumerable.Range(0, stratum.Reference.Groups.Length).Where(group => stratum.Reference.Groups[group] + stratum.Current.Groups[group] > 0);

    private static double Expected(Stratum stratum, int group) =>
        (double)(stratum.Reference.Groups[group] + stratum.Current.Groups[group]) * Math.Min(stratum.Reference.Count, stratum.Current.Count) / stratum.Count;

    private static Stratum Bin(FeatureBins bins, string label, int bin, CellSums reference, CellSums current)
    {
        int comma = bin < bins.Ordered ? label.IndexOf(", ", StringComparison.Ordinal) : -1;
        return comma < 0 ? new(label, null, reference, current) : new(label[..comma], label[(comma + 2)..], reference, current);
    }

    private static string Left(long rows, string? pooled)
    {
        string text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rows} rows are in bins too thin to test.");
        return pooled is null ? text : pooled + " " + text;
    }
}
