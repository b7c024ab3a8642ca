using System.Globalization;

namespace DataIngestion.Cli.Output;

internal static class ProgressText
{
    public static string Of(RunProgress value, TimeSpan elapsed)
    {
        double rate = elapsed.TotalSeconds <= 0 ? 0 : value.Rows / elapsed.TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{value.Delivery}: {value.Rows:N0} rows, {Megabytes(value.Bytes)} MB, {rate:N0} rows/s");
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);
}
