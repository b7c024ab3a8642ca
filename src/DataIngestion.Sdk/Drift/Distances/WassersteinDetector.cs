namespace DataIngestion.Drift;

internal sealed class WassersteinDetector(DriftTestOptions options) : ExactNumericDetector(options)
{
    // As Evidently floors it; a constant reference has no scale of its own.
    private const double SmallestDeviation = 0.001;

    public override string Name => "wasserstein";

    protected override DriftStatistic Compare(NumericProfile reference, NumericProfile current)
    {
        PooledSamples pooled = PooledSamples.Of(reference, current);
        double distance = pooled.IntegratedDistance(1);
        double deviation = Math.Sqrt(reference.SumOfSquaredDeviations / reference.Count);
        double effect = Math.Min(double.MaxValue, distance / Math.Max(deviation, SmallestDeviation));
        return Statistic(distance, DistanceNullLaw.PValue(pooled, 1, distance), effect, pooled);
    }
}
