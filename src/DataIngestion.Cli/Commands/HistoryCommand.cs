using System.CommandLine;
using DataIngestion.Cli.Output;
using Spectre.Console;

namespace DataIngestion.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Create()
    {
        Argument<string> table = TableArgument.Create();
        Option<bool> json = new("--json") { Description = "Print one JSON object a run." };
        Command command = new("history", "Show all runs on a table, newest first.") { table, json };
        command.SetAction((parsed, cancellationToken) => ShowAsync(parsed.GetValue(table)!, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(string table, bool json, CancellationToken cancellationToken)
    {
        IReadOnlyList<RunRecord> runs = await TableArgument.Open(table).GetHistoryAsync(cancellationToken);
        if (json)
        {
            foreach (RunRecord run in runs)
            {
                Console.WriteLine(ResultJson.Of(run));
            }

            return ExitCode.Published;
        }

        Table grid = new Table().AddColumns("version", "run", "status", "delivery", "read", "inserted", "quarantined", "finished (UTC)", "reasons");
        foreach (RunRecord run in runs)
        {
            grid.AddRow(RunText.Cells(run));
        }

        AnsiConsole.Write(grid);
        return ExitCode.Published;
    }
}
