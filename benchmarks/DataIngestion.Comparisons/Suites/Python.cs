using System.Diagnostics;

namespace DataIngestion.Comparisons.Suites;

// Where Python and the scripts beside this program are.
internal static class Python
{
    public const string WithScipy = "/usr/bin/python3";

    public static string? Evidently => Environment.GetEnvironmentVariable("EVIDENTLY_PYTHON") is { Length: > 0 } python ? python : null;

    public static string Script(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string script = Path.Combine(at.FullName, "benchmarks", "scipy", name);
            if (File.Exists(script)) { return script; }
        }

        throw new FileNotFoundException($"The script benchmarks/scipy/{name} is not above this program's folder.");
    }

    public static string? MissingScipy(string line, string target) =>
        Answers("import scipy.stats, numpy") ? null : $"{line} - {target} not measured (missing: Debian's python3-scipy and python3-numpy for {WithScipy})";

    private static bool Answers(string program)
    {
        if (!File.Exists(WithScipy)) { return false; }
        using Process process = Process.Start(new ProcessStartInfo(WithScipy, ["-c", program]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
