namespace DataIngestion.Cli.Output;

/// <summary>Runs something on a pipeline and prints it: a report on standard error, one JSON object as the last line of standard output.</summary>
internal static class PipelineOutput
{
    public static async Task<int> ReportAsync(string pipeline, Func<IProgress<RunProgress>, Task<PipelineResult>> run)
    {
        PipelineResult result;
        try
        {
            result = await ProgressDisplay.ShowAsync(run);
        }
        catch (IngestionException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            Console.WriteLine(ResultJson.Of(pipeline, exception));
            return ExitCode.Failed;
        }

        await RunText.WriteAsync(Console.Error, result);
        Console.WriteLine(ResultJson.Of(result));
        return ExitCode.Of(result.Status);
    }
}
