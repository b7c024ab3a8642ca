using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>Drift reports in words.</summary>
public static class DriftReportExtensions
{
    /// <summary>The verdict and why, as page and JSON have it; names columns and holds no value.</summary>
    /// <param name="report">What was found.</param>
    /// <returns>Such as <c>Drift found. 1 of 3 judged columns drifted, significantly and by enough: age.</c></returns>
    /// <exception cref="ArgumentNullException"><paramref name="report"/> is <see langword="null"/>.</exception>
    public static string Describe(this DriftReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        DriftVerdict verdict = DriftVerdict.Of(report);
        return $"{verdict.Text}. {verdict.Why}";
    }
}
