namespace DataIngestion.Drift;

internal sealed class EnergyDistanceDetector(DriftTestOptions options) : ExactNumericDetector(options)
{
    public override string Name => "energy_distance";

    protected override DriftStatistic Compare(NumericProfile reference, NumericProfile current)
    {
        PooledSamples pooled = PooledSamples.Of(reference, current);
        double integral = pooled.IntegratedDistance(2);
        return Statistic(Math.Sqrt(2) * Math.Sqrt(integral), DistanceNullLaw.PValue(pooled, 2, integral), pooled.GreatestDistance(), pooled);
    }
}
