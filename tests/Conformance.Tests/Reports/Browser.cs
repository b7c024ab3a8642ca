using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace DataIngestion.Reports;

/// <summary>Chromium, driven by a script in a child process; it opens all pages once for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private JsonElement _report;
    private string? _missing;

    /// <summary>What happened to a page.</summary>
    public JsonElement Page(string name)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return _report.GetProperty(name + ".html");
    }

    public async ValueTask InitializeAsync()
    {
        string? script = Script();
        string? chromium = OnPath("chromium") ?? OnPath("chromium-browser") ?? OnPath("google-chrome");
        if (script is null || chromium is null || OnPath("node") is null)
        {
            _missing = "A browser is not installed: run ./eng/test.sh as root on Debian, or install chromium and node and run 'npm install' in eng/browser.";
            return;
        }

        // Whoever works on the page names a folder to look at what the browser drew.
        string? kept = Environment.GetEnvironmentVariable("KEEP_PAGES");
        string folder = kept is null ? Directory.CreateTempSubdirectory("pages-").FullName : Directory.CreateDirectory(kept).FullName;
        Write(folder, "passed", SampleReports.Passed(), "age", "nothing like this");
        Write(folder, "failed", SampleReports.Failed(), "UMBRELLA", "-1000000", "mean age");
        Write(folder, "warnings", SampleReports.Warnings(), "region");
        Write(folder, "wide", SampleReports.Wide(), "sensor_017", "sensor_299 42,");
        Write(folder, "allFailed", SampleReports.Wide(failEvery: 1), "sensor_299 42,");
        Write(folder, "foreign", SampleReports.Foreign(), "<script>", "مرحبا");
        Write(folder, "nothing", SampleReports.Nothing());
        Write(folder, "driftDrifted", SampleDrift.Drifted(), "PREM", "float64 density", "no such column");
        Write(folder, "driftStable", SampleDrift.Stable());
        Write(folder, "driftMasked", SampleDrift.Masked());
        Write(folder, "driftNothing", SampleDrift.Nothing());
        Write(folder, "driftFew", SampleDrift.Few());
        Write(folder, "driftForeign", SampleDrift.Foreign(), "<script>");
        Write(folder, "driftWide300", SampleDrift.Wide(300), "sensor_029");
        Write(folder, "driftWide1000", SampleDrift.Wide(1_000), "sensor_0997");
        _report = await RunAsync(kept is null ? [script, chromium, folder] : [script, chromium, folder, folder]).ConfigureAwait(false);
        if (kept is null)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Write(string folder, string name, ValidationReport report, params string[] searches) =>
        Write(folder, name, writer => ValidationPage.Write(report, writer), searches);

    private static void Write(string folder, string name, DriftReport report, params string[] searches) =>
        Write(folder, name, writer => DriftPage.Write(report, writer), searches);

    private static void Write(string folder, string name, Action<TextWriter> write, string[] searches)
    {
        using StreamWriter writer = new(Path.Combine(folder, name + ".html"), append: false, new UTF8Encoding(false));
        write(writer);
        File.WriteAllText(Path.Combine(folder, name + ".json"), JsonSerializer.Serialize(searches));
    }

    private static async Task<JsonElement> RunAsync(string[] arguments)
    {
        ProcessStartInfo start = new("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        process.ExitCode.ShouldBe(0, error);
        return JsonDocument.Parse(await output.ConfigureAwait(false)).RootElement;
    }

    private static string? Script()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "eng", "browser");
            if (Directory.Exists(Path.Combine(folder, "node_modules", "playwright-core")))
            {
                return Path.Combine(folder, "check.js");
            }
        }

        return null;
    }

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
