using System.CommandLine;
using DataIngestion.Cli.Output;
using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

internal static class RunCommand
{
    public static Command Create()
    {
        Argument<string> file = new("PIPELINE.yaml") { Description = "The pipeline file." };
        Option<bool> programs = ProgramsOption.Create();
        Command command = new("run", "Take what is new: check it, compare it, publish it or hold it. Exit codes: 0 published, 99 nothing new, 2 held, 1 failed, 64 bad usage.")
        {
            file, programs,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(file)!, parsed.GetValue(programs), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(string path, bool programs, CancellationToken cancellationToken)
    {
        PipelineFactory factory = new(path) { AllowPrograms = programs };
        return PipelineOutput.ReportAsync(factory.Name, async progress =>
        {
            (DataPipeline pipeline, SqliteMetadataStore? metadata) = factory.Build();
            await using SqliteMetadataStore? _ = metadata;
            return await pipeline.RunWithProgressAsync(progress, cancellationToken);
        });
    }
}
