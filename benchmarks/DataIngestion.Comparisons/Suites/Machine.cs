using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using DataIngestion.Comparisons.Sides;
using Sylvan.Data.Csv;

namespace DataIngestion.Comparisons.Suites;

// What a result depends on besides the code.
internal static class Machine
{
    public static string Processor { get; } = ProcLine("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    // Folder names are the processor's name in small letters and hyphens.
    public static string FolderName => string.Join('-', new string(
        [.. Processor.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static SortedDictionary<string, string> Describe() => new(StringComparer.Ordinal)
    {
        ["processor"] = Processor,
        ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB"),
        ["system"] = RuntimeInformation.OSDescription,
        [".NET"] = Environment.Version.ToString(),
        ["DuckDB"] = DuckDbSide.Version(),
        ["Sylvan.Data.Csv"] = typeof(CsvDataReader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown",
        ["date"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static string? ProcLine(string file, string key) => !File.Exists(file)
        ? null
        : File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
