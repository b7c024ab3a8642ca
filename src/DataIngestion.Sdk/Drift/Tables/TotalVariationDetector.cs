namespace DataIngestion.Drift;

internal sealed class TotalVariationDetector(DriftTestOptions options) : TableDetector(options)
{
    public override string Name => "total_variation";

    public override bool AppliesTo(ColumnProfile profile) => profile.Categorical is not null;

    protected override DriftStatistic Compare(BinnedCounts counts)
    {
        double distance = counts.Sum((p, q) => Math.Abs(p - q)) / 2;
        double p = ChiSquareDistribution.Survival(HomogeneityTest.Statistic(counts.ToTable(), continuityCorrection: false), counts.Bins.Count - 1);
        return Statistic(counts, distance, p, distance);
    }
}
