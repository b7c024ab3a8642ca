using System.Diagnostics;

namespace DataIngestion.Cli;

/// <summary>The tool in a process of its own.</summary>
internal static class IngestTool
{
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, string[] arguments, bool somebodyElse = false)
    {
        string[] nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet"];
        string[] command = [.. somebodyElse ? nobody : [], Path.Combine(AppContext.BaseDirectory, "ingest.dll"), .. arguments];
        ProcessStartInfo start = new(somebodyElse ? "setpriv" : "dotnet", command)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, error);
    }
}
