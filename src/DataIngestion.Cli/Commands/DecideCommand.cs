using System.CommandLine;
using DataIngestion.Cli.Output;
using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>What a person decides about a held delivery.</summary>
internal static class DecideCommand
{
    public static Command CreateRelease() => Create(
        "release",
        "Publish a held delivery although the gate held it. Rows that break the contract or the key go to quarantine.",
        new Option<string>("--reason") { Description = "Why, for the record.", Required = true },
        (pipeline, run, reason, cancellationToken) => pipeline.ReleaseAsync(run, reason, cancellationToken));

    public static Command CreateDiscard() => Create(
        "discard",
        "Reject a held delivery for good.",
        new Option<string>("--reason") { Description = "Why, for the record.", DefaultValueFactory = _ => "no reason given" },
        (pipeline, run, reason, cancellationToken) => pipeline.DiscardAsync(run, reason, cancellationToken));

    private static Command Create(
        string name, string description, Option<string> reason, Func<DataPipeline, string, string, CancellationToken, Task<PipelineResult>> decide)
    {
        Argument<string> run = new("RUN") { Description = "The run as 'ingest run' and 'ingest history' name it." };
        Option<string?> file = new("--pipeline") { Description = "The pipeline file. Default: the one in this folder whose table holds the run." };
        Option<bool> programs = ProgramsOption.Create();
        Command command = new(name, description) { run, reason, file, programs };
        command.SetAction((parsed, cancellationToken) =>
            DecideAsync(parsed.GetValue(run)!, parsed.GetValue(reason)!, parsed.GetValue(file), parsed.GetValue(programs), decide, cancellationToken));
        return command;
    }

    private static async Task<int> DecideAsync(
        string run,
        string reason,
        string? path,
        bool programs,
        Func<DataPipeline, string, string, CancellationToken, Task<PipelineResult>> decide,
        CancellationToken cancellationToken)
    {
        string file = path ?? await PipelineSearch.FindAsync(run, Directory.GetCurrentDirectory(), cancellationToken);
        PipelineFactory factory = new(file) { AllowPrograms = programs };
        return await PipelineOutput.ReportAsync(factory.Name, async progress =>
        {
            (DataPipeline pipeline, SqliteMetadataStore? metadata) = factory.Build();
            await using SqliteMetadataStore? _ = metadata;
            return await decide(pipeline, run, reason, cancellationToken);
        });
    }
}
