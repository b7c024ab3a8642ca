namespace DataIngestion.Drift;

/// <summary>All tests of one feature.</summary>
internal static class FeatureComparison
{
    public static ConceptFeature Compare(ConceptPlan plan, FeatureBins bins, TargetCells reference, TargetCells current)
    {
        TargetCodes target = plan.Target;
        Strata strata = Strata.Of(bins, reference, current, target.IsNumber);
        double[] weights = [.. strata.Tested.Select(stratum => (double)stratum.Current.Count)];
        (ConceptTest? omnibus, ConceptTest? shift, (ConceptTest Test, double Effect)? heterogeneity) = target.IsNumber
            ? Means(strata, weights, target.Deviation)
            : Classes(strata, weights);
        double[] differences = [.. strata.Tested.Select(stratum => Difference(stratum, target))];
        double all = weights.Sum();
        return new(
            bins.Column,
            [.. strata.Tested.Select(stratum => new ConceptBin(stratum.Label, stratum.Reference.ToCell(target), stratum.Current.ToCell(target)))],
            heterogeneity?.Test,
            shift,
            omnibus,
            Information(plan, bins, strata),
            null,
            heterogeneity?.Effect ?? 0,
            target.IsNumber ? plan.Options.MinimumMeanEffect : plan.Options.MinimumEffect,
            all > 0 ? differences.Select((difference, k) => difference * weights[k]).Sum() / all : 0,
            differences.DefaultIfEmpty().Max(),
            false,
            Note(strata, heterogeneity is null));
    }

    private static (ConceptTest?, ConceptTest?, (ConceptTest, double)?) Classes(Strata strata, double[] weights)
    {
        StratifiedTables tables = new([.. strata.Tested.Select(stratum => (stratum.Reference.Groups, stratum.Current.Groups))]);
        return (tables.Omnibus(), tables.CommonShift(), tables.Heterogeneity(weights));
    }

    private static (ConceptTest?, ConceptTest?, (ConceptTest, double)?) Means(Strata strata, double[] weights, double deviation)
    {
        if (!(deviation > 0))
        {
            return (null, null, null);
        }

        StratifiedMeans means = new([.. strata.Tested.Select(stratum => (stratum.Reference, stratum.Current))], deviation);
        return (means.Omnibus(), means.CommonShift(), means.Heterogeneity(weights, deviation));
    }

    private static double Difference(Stratum stratum, TargetCodes target) => target.IsNumber
        ? target.Deviation > 0 ? Math.Abs(stratum.Current.Mean - stratum.Reference.Mean) / target.Deviation : 0
        : Enumerable.Range(0, target.Groups).Sum(group => Math.Abs(stratum.Difference(group))) / 2;

    // A seed of its own for each feature, by its name, so that one more feature does not change the others.
    private static InformationChange? Information(ConceptPlan plan, FeatureBins bins, Strata strata) => plan.Options.Permutations == 0 || strata.Tested.Count == 0
        ? null
        : MutualInformation.Change(
            strata.Tested, plan.Options.Permutations, plan.Options.Seed ^ (int)System.IO.Hashing.XxHash32.HashToUInt32(System.Text.Encoding.UTF8.GetBytes(bins.Column)));

    private static string? Note(Strata strata, bool untested)
    {
        string? none = untested ? "Not tested: fewer than two bins have enough rows of each class on both sides." : null;
        return none is null ? strata.Note : strata.Note is null ? none : none + " " + strata.Note;
    }
}
