namespace DataIngestion.Drift;

internal sealed class HellingerDetector(DriftTestOptions options) : TableDetector(options)
{
    public override string Name => "hellinger";

    protected override DriftStatistic Compare(BinnedCounts counts)
    {
        double distance = Math.Sqrt(counts.Sum((p, q) => (Math.Sqrt(p) - Math.Sqrt(q)) * (Math.Sqrt(p) - Math.Sqrt(q))) / 2);
        return Statistic(counts, distance, LikelihoodRatioPValue(counts), distance);
    }
}
