namespace DataIngestion.Validation;

/// <summary>The numbers of a column's profile; booleans are 0 and 1.</summary>
internal static class FigureNumbers
{
    public static NumericProfile Of(ColumnProfile profile)
    {
        if (profile.Numeric is { } numbers)
        {
            return numbers;
        }

        long ones = profile.Categorical!.Counts.GetValueOrDefault("true");
        long zeros = profile.Categorical.Counts.GetValueOrDefault("false");
        (double Value, long Count)[] present = [.. new[] { (0.0, zeros), (1.0, ones) }.Where(each => each.Item2 > 0)];
        double count = ones + zeros;
        return new(
            ones + zeros,
            0,
            count == 0 ? 0 : ones / count,
            count == 0 ? 0 : ones * (zeros / count),
            present.FirstOrDefault().Value,
            present.LastOrDefault().Value,
            [.. present.Select(each => each.Value)],
            [.. present.Select(each => each.Count)],
            0);
    }
}
