namespace DataIngestion.Drift;

internal sealed class LikelihoodRatioDetector(DriftTestOptions options) : TableDetector(options)
{
    public override string Name => "g_test";

    public override bool AppliesTo(ColumnProfile profile) => profile.Categorical is not null;

    protected override DriftStatistic Compare(BinnedCounts counts)
    {
        double effect = HomogeneityTest.CramersV(HomogeneityTest.Statistic(counts.ToTable(), continuityCorrection: false), counts.ToTable());
        return Statistic(counts, counts.LikelihoodRatio(), LikelihoodRatioPValue(counts), effect);
    }
}
