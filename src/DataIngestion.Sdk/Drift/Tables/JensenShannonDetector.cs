namespace DataIngestion.Drift;

internal sealed class JensenShannonDetector(DriftTestOptions options) : TableDetector(options)
{
    public override string Name => "jensen_shannon";

    protected override DriftStatistic Compare(BinnedCounts counts)
    {
        double divergence = counts.Sum((p, q) => (Term(p, q) + Term(q, p)) / 2);
        double distance = Math.Sqrt(Math.Max(0, divergence));
        return Statistic(counts, distance, LikelihoodRatioPValue(counts), distance);
    }

    private static double Term(double p, double q) => p == 0 ? 0 : p * Math.Log2(2 * p / (p + q));
}
