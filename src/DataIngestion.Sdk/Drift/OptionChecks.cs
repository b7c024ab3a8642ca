namespace DataIngestion;

internal static class OptionChecks
{
    public static void Probability(double value, string name)
    {
        if (!(value > 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between 0 and 1, both excluded.");
        }
    }

    public static void AtLeastZero(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be zero or more and finite.");
        }
    }
}
