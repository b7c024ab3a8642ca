using System.Globalization;

namespace DataIngestion.Cli.Output;

/// <summary>A validation report for a terminal: the verdict, then what failed.</summary>
internal static class ReportText
{
    public static async Task WriteAsync(ValidationReport report, TextWriter writer)
    {
        int failed = report.Results.Count(result => !result.Passed);
        await writer.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{report.Name}: {(report.Passed ? "passed" : "failed")}, {report.Rows:N0} rows, {report.Results.Count - failed} of {report.Results.Count} checks hold"));
        foreach (ValidationResult result in report.Results.Where(result => !result.Passed).OrderByDescending(result => result.Severity))
        {
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {result.Severity.ToString().ToLowerInvariant()}: {result.Check}: {result.Message}"));
            foreach (FailureSample sample in result.Samples)
            {
                await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"    {sample.Origin}, row {sample.Row}, {sample.Column}: {sample.Value ?? "(missing)"}"));
            }
        }
    }
}
