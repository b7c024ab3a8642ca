using System.CommandLine;

namespace DataIngestion.Cli.Commands;

internal static class RebuildCommand
{
    public static Command Create()
    {
        Argument<string> table = TableArgument.Create();
        Option<string> metadata = new("--metadata") { Description = "The SQLite file to fill.", Required = true };
        Command command = new("rebuild", "Fill a metadata store from a table: everything in it can be rebuilt.") { table, metadata };
        command.SetAction((parsed, cancellationToken) => RebuildAsync(parsed.GetValue(table)!, parsed.GetValue(metadata)!, cancellationToken));
        return command;
    }

    private static async Task<int> RebuildAsync(string table, string metadata, CancellationToken cancellationToken)
    {
        await using SqliteMetadataStore store = SqliteMetadataStore.Open(Path.GetFullPath(metadata));
        int runs = await TableArgument.Open(table).RebuildMetadataAsync(store, cancellationToken);
        Console.WriteLine($"{runs} runs are in '{metadata}'.");
        return ExitCode.Published;
    }
}
