using System.Globalization;

namespace DataIngestion.Delta;

// How long a checkpoint remembers removed files, so that vacuum leaves them to readers of older versions.
internal static class TombstoneRetention
{
    private static readonly TimeSpan Default = TimeSpan.FromDays(7);

    public static IEnumerable<RemoveFile> Unexpired(DeltaSnapshot snapshot, DateTimeOffset now)
    {
        TimeSpan? retention = Of(snapshot.Metadata);
        long cutoff = retention is { } span ? (now - span).ToUnixTimeMilliseconds() : long.MinValue;
        return snapshot.Tombstones.Values.Where(remove => (remove.DeletionTimestamp ?? 0) > cutoff);
    }

    // Null, for ever, when the property says something that is not understood: forgetting too early loses data, too late costs space.
    public static TimeSpan? Of(DeltaMetadata metadata)
    {
        if (!metadata.Configuration.TryGetValue("delta.deletedFileRetentionDuration", out string? text))
        {
            return Default;
        }

        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is ["interval", var count, var unit] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 1_000_000
            ? UnitOf(unit) * number
            : null;
    }

    private static TimeSpan? UnitOf(string unit) => unit.TrimEnd('s') switch
    {
        "week" => TimeSpan.FromDays(7),
        "day" => TimeSpan.FromDays(1),
        "hour" => TimeSpan.FromHours(1),
        "minute" => TimeSpan.FromMinutes(1),
        "second" => TimeSpan.FromSeconds(1),
        _ => null,
    };
}
