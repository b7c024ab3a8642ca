using System.Diagnostics;
using System.Globalization;

namespace DataIngestion.Cli;

/// <summary>Peak memory depends on batches and columns, not on rows.</summary>
public sealed class MemoryTests : IDisposable
{
    private const int RowsOfTheSet = 678_013;
    private readonly string _folder = Directory.CreateTempSubdirectory("ingest-memory-").FullName;

    [Fact]
    public async Task Run_MotorSetOnceAndFourTimes_TakesAboutTheSameMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("The peak memory of another process is read from /proc, which is Linux's.");
        }

        string file = Path.Combine(SharedData.Folder("MOTOR_DATA", "motor"), "freMTPL2freq.csv");
        long once = await PeakAsync("once", file, 1);
        long fourTimes = await PeakAsync("four", file, 4);
        ((double)fourTimes / once).ShouldBeLessThan(1.5);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Kilobytes.</summary>
    private async Task<long> PeakAsync(string name, string file, int copies)
    {
        string incoming = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        await using (StreamWriter writer = new(Path.Combine(incoming, "freq.csv")))
        {
            foreach (string line in Enumerable.Range(0, copies).SelectMany(copy => File.ReadLines(file).Skip(copy == 0 ? 0 : 1)))
            {
                await writer.WriteLineAsync(line);
            }
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, name + ".yaml"), $"pipeline: {name}\nsource: {{csv: {name}/*.csv, stable_seconds: 0}}\n");
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ingest.dll"), "run", Path.Combine(_folder, name + ".yaml")])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        (await output).ShouldContain(string.Create(CultureInfo.InvariantCulture, $"\"inserted\":{RowsOfTheSet * copies}"));
        return peak;
    }

    private static long HighWaterMark(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan("VmHWM:".Length).Trim()[..^3], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // The process has ended between the question and the answer.
            return 0;
        }
    }
}
