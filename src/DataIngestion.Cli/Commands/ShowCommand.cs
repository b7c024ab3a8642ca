using System.CommandLine;
using Apache.Arrow;
using DataIngestion.Cli.Output;
using Spectre.Console;
using Table = Spectre.Console.Table;

namespace DataIngestion.Cli.Commands;

internal static class ShowCommand
{
    public static Command Create()
    {
        Argument<string> table = TableArgument.Create();
        Option<long?> version = new("--version") { Description = "The version; default: the latest." };
        Option<int> rows = new("--rows") { Description = "How many rows to print.", DefaultValueFactory = _ => 10 };
        Command command = new("show", "Show a version of a table: columns, files and the first rows.") { table, version, rows };
        command.SetAction((parsed, cancellationToken) =>
            ShowAsync(parsed.GetValue(table)!, parsed.GetValue(version), parsed.GetValue(rows), cancellationToken));
        return command;
    }

    private static async Task<int> ShowAsync(string path, long? version, int rows, CancellationToken cancellationToken)
    {
        GovernedTable table = TableArgument.Open(path);
        TableVersion shown = await table.GetVersionAsync(version, cancellationToken);
        AnsiConsole.WriteLine($"version {shown.Version}: {shown.Rows:N0} rows, {shown.Files.Count} files, {shown.Bytes:N0} bytes");
        Table columns = new Table().AddColumns("column", "type", "nullable");
        foreach (Field field in shown.Schema.FieldsList)
        {
            columns.AddRow(Markup.Escape(field.Name), Markup.Escape(field.DataType.Name), field.IsNullable ? "yes" : "no");
        }

        AnsiConsole.Write(columns);
        await PrintRowsAsync(table, shown, rows, cancellationToken);
        return ExitCode.Published;
    }

    private static async Task PrintRowsAsync(GovernedTable table, TableVersion shown, int rows, CancellationToken cancellationToken)
    {
        string[] names = [.. shown.Schema.FieldsList.Select(field => field.Name)];
        Console.WriteLine(string.Join(",", names));
        int left = rows;
        await foreach (RecordBatch batch in table.ReadAsync(shown.Version, cancellationToken: cancellationToken))
        {
            using (batch)
            {
                for (int row = 0; row < batch.Length && left > 0; row++, left--)
                {
                    Console.WriteLine(string.Join(",", names.Select(name => RunText.Cell(batch, name, row))));
                }
            }

            if (left <= 0)
            {
                return;
            }
        }
    }
}
