namespace DataIngestion.Delta;

// What is known of one column of a file or of a delivery. Null is unknown, never empty.
internal sealed record ColumnStatistics(string Name, ColumnType Type)
{
    public long? NullCount { get; init; }

    public StatisticValue? Min { get; init; }

    public StatisticValue? Max { get; init; }
}
