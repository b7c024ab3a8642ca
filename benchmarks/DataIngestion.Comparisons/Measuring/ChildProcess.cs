using System.Diagnostics;

namespace DataIngestion.Comparisons.Measuring;

// Runs one side in a process of its own, so that neither memory nor warm code of one side helps or hurts the other.
internal static class ChildProcess
{
    public static Task<Measurement> RunSelfAsync(params string[] arguments) =>
        RunAsync(Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known."), ["run", .. arguments]);

    public static async Task<Measurement> RunAsync(string program, params string[] arguments)
    {
        await FlushDirtyPagesAsync();
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}: {output}");
        }

        string last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
        return Measurement.Parse(last) with { ProcessSeconds = seconds };
    }

    // What one side wrote must not be flushed to the disk while the other one is measured.
    private static async Task FlushDirtyPagesAsync()
    {
        if (!OperatingSystem.IsLinux()) { return; }
        using Process? sync = Process.Start(new ProcessStartInfo("sync"));
        if (sync is not null) { await sync.WaitForExitAsync(); }
    }
}
