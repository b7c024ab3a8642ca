using System.CommandLine;
using DataIngestion.Cli.Output;

namespace DataIngestion.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Create()
    {
        Argument<string> table = TableArgument.Create();
        Option<bool> json = new("--json") { Description = "Print one JSON object a run." };
        Option<string?> report = new("--report") { Description = "Write a page with the checks of the newest run, and how they went before, to this file." };
        Command command = new("history", "Show all runs on a table, newest first.") { table, json, report };
        command.SetAction((parsed, cancellationToken) => ShowAsync(parsed.GetValue(table)!, parsed.GetValue(json), parsed.GetValue(report), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(string table, bool json, string? report, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunRecord> runs = await TableArgument.Open(table).GetHistoryAsync(cancellationToken);
        foreach (RunRecord run in runs)
        {
            Console.WriteLine(json ? ResultJson.Of(run) : RunText.HistoryLine(run));
        }

        if (report is not null && runs.FirstOrDefault(run => run.Validation.Count > 0) is { } newest)
        {
            await using StreamWriter page = new(report);
            ValidationPage.Write(newest.ToValidationReport([.. runs.Where(run => run.StartedAt < newest.StartedAt)]), page);
        }

        return ExitCode.Published;
    }
}
