namespace DataIngestion.Comparisons.Measuring;

internal static class Straightness
{
    // How far the time of the middle size lies from the straight line through the smallest and the largest.
    public static double Bend(IReadOnlyList<long> sizes, IReadOnlyList<Side> sides)
    {
        double slope = (sides[2].MedianSeconds - sides[0].MedianSeconds) / (sizes[2] - sizes[0]);
        double expected = sides[0].MedianSeconds + (slope * (sizes[1] - sizes[0]));
        return Math.Abs(sides[1].MedianSeconds - expected) / expected;
    }
}
