using System.CommandLine;
using DataIngestion.Cli.Output;

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
        foreach (RunRecord run in runs)
        {
            Console.WriteLine(json ? ResultJson.Of(run) : RunText.HistoryLine(run));
        }

        return ExitCode.Published;
    }
}
