namespace DataIngestion.Drift;

internal static class EmptySide
{
    /// <summary>Says which side has nothing to compare, or <see langword="null"/> when both have something.</summary>
    public static string? Note(long referenceCount, long currentCount) => (referenceCount, currentCount) switch
    {
        (0, 0) => "Neither the reference nor the delivery has a value to compare.",
        (0, _) => "The reference has no value to compare.",
        (_, 0) => "The delivery has no value to compare.",
        _ => null,
    };
}
