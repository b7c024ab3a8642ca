using System.Globalization;

namespace DataIngestion.Pipelines;

/// <summary>Names runs: the time first, so that names sort by it, then enough randomness for runners that start together.</summary>
internal static class RunIds
{
    public static string New(DateTimeOffset now) =>
        now.ToString("yyyyMMdd-HHmmss-", CultureInfo.InvariantCulture) + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
}
