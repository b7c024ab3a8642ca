namespace DataIngestion.Drift;

/// <summary>All numbers from <paramref name="Low"/> to <paramref name="High"/>.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public bool IsPoint => Low.Equals(High);
}
