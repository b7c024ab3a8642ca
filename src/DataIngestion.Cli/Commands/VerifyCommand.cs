using System.CommandLine;

namespace DataIngestion.Cli.Commands;

internal static class VerifyCommand
{
    public static Command Create()
    {
        Argument<string> table = TableArgument.Create();
        Option<string?> raw = new("--raw") { Description = "The folder that holds the raw zone's store. Default: the one that the runs recorded." };
        Command command = new("verify", "Read every published file again and compare it with its recorded SHA-256: data, run records, profiles, log entries, raw copies.")
        {
            table,
            raw,
        };
        command.SetAction((parsed, cancellationToken) => VerifyAsync(parsed.GetValue(table)!, parsed.GetValue(raw), cancellationToken));
        return command;
    }

    private static async Task<int> VerifyAsync(string path, string? rawFolder, CancellationToken cancellationToken)
    {
        string folder = TableArgument.Folder(path);
        GovernedTable table = TableArgument.Open(path);
        LocalStore? raw = await RawStoreAsync(table, rawFolder, cancellationToken);
        VerificationReport report = await table.VerifyAsync(raw, cancellationToken);
        report = await WithQuarantineAsync(report, folder, cancellationToken);
        foreach (VerificationFault fault in report.Faults)
        {
            await Console.Error.WriteLineAsync($"{fault.Path}: {fault.Message}");
        }

        Console.WriteLine(report.Intact
            ? $"{report.FilesChecked} files are as they were published{(raw is null ? " (raw copies were not checked: there is no raw zone)" : "")}."
            : $"{report.Faults.Count} of {report.FilesChecked} files are not as they were published.");
        return report.Intact ? ExitCode.Published : ExitCode.Failed;
    }

    private static async Task<LocalStore?> RawStoreAsync(GovernedTable table, string? folder, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            IReadOnlyList<string> recorded = await table.GetRawStoresAsync(cancellationToken);
            folder = recorded.FirstOrDefault(Directory.Exists);
        }

        return folder is null ? null : LocalStore.OpenExisting(folder);
    }

    private static async Task<VerificationReport> WithQuarantineAsync(VerificationReport report, string folder, CancellationToken cancellationToken)
    {
        string quarantine = folder + "__quarantine";
        if (!Directory.Exists(Path.Combine(quarantine, "_delta_log")))
        {
            return report;
        }

        VerificationReport beside = await TableArgument.Open(quarantine).VerifyAsync(null, cancellationToken);
        return new VerificationReport(report.FilesChecked + beside.FilesChecked, [.. report.Faults, .. beside.Faults]);
    }
}
