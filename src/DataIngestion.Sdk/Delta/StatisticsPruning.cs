namespace DataIngestion.Delta;

// Which files may hold rows of a key range. In doubt a file may: a wrong no loses rows.
internal static class StatisticsPruning
{
    // Bounds of instants are truncated to milliseconds.
    private static readonly Int128 Truncated = 999;

    public static bool MayOverlap(string? statistics, IReadOnlyList<ColumnStatistics> keys)
    {
        FileStatisticsSummary? file = DeltaStatistics.Parse(statistics, keys.Select(key => (key.Name, key.Type)));
        return file is null || (file.Records != 0 && keys.All(key => MayOverlap(file.Columns[key.Name], file.Records, key)));
    }

    private static bool MayOverlap(ColumnStatistics file, long? records, ColumnStatistics key)
    {
        // A key that may be missing can meet a missing one.
        if (key.NullCount != 0)
        {
            return true;
        }

        return (records is null || file.NullCount != records)
            && !IsAbove(key.Type, file.Min, key.Max)
            && !IsAbove(key.Type, key.Min, file.Max);
    }

    private static bool IsAbove(ColumnType type, StatisticValue? lower, StatisticValue? upper)
    {
        if (lower is not { } low || upper is not { } high)
        {
            return false;
        }

        bool isInstant = type.Kind is ColumnKind.Timestamp or ColumnKind.TimestampWithoutZone;
        return StatisticValue.Compare(type, low, isInstant ? StatisticValue.Of(high.Exact + Truncated) : high) > 0;
    }
}
