using System.CommandLine;
using DataIngestion.Cli.Output;

namespace DataIngestion.Cli.Commands;

/// <summary>Shows how columns are distributed, and keeps it to compare with.</summary>
internal static class ProfileCommand
{
    public static Command Create()
    {
        Argument<string> data = new("DATA") { Description = $"What to profile: {DatasetArgument.Forms}." };
        Option<string[]> columns = DatasetArgument.CreateColumns();
        Option<string[]> masked = DatasetArgument.CreateMasked();
        Option<string?> delimiter = DataArgument.CreateDelimiter();
        Option<string?> output = new("--out", "-o") { Description = "Write the profile to this file, which 'ingest drift' takes as REFERENCE." };
        Option<bool> json = new("--json") { Description = "Print the figures as JSON." };
        Command command = new("profile", "Show type, missing values and distribution of each column. Exit code 0.") { data, columns, masked, delimiter, output, json };
        command.SetAction((parsed, cancellationToken) => ProfileAsync(
            parsed.GetValue(data)!,
            parsed.GetValue(delimiter),
            DatasetArgument.Names(parsed.GetValue(columns)),
            DatasetArgument.Names(parsed.GetValue(masked)),
            parsed.GetValue(output),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> ProfileAsync(
        string data, string? delimiter, string[] columns, string[] masked, string? output, bool json, CancellationToken cancellationToken)
    {
        DatasetDriftOptions options = new() { Columns = columns.Length == 0 ? null : columns, Masked = masked };
        DatasetProfile profile = await DatasetDrift.ProfileAsync(DatasetArgument.Open(data, delimiter), options, cancellationToken);
        if (output is not null)
        {
            await OutputFile.WriteAsync(output, DriftDetection.Serialize(profile), cancellationToken);
        }

        if (json)
        {
            Console.WriteLine(ProfileText.Json(profile));
        }
        else
        {
            await ProfileText.WriteAsync(Path.GetFileName(data), profile, Console.Out);
        }

        return ExitCode.Published;
    }
}
