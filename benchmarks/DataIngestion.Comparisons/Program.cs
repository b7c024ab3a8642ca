using System.Globalization;
using DataIngestion;
using DataIngestion.Comparisons;
using DataIngestion.Comparisons.Data;
using DataIngestion.Comparisons.Suites;

const string Usage = """
    usage: comparisons generate claims ROWS FILE [--seed N]
           comparisons compare [--rows N] [--only NAME] [--runs N] [--heavy] [--data DIR] [--save FOLDER]
           comparisons run SIDE ARGUMENTS…   (one side, in this process; prints its measurement)
    """;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

// As the ingest tool does; both sides run in processes of this program.
ProcessMemory.KeepFreed();
switch (args)
{
    case ["generate", "claims", string rows, string file, .. string[] rest]:
        ClaimsFile.Write(long.Parse(rows, CultureInfo.InvariantCulture), file, rest is ["--seed", string seed] ? ulong.Parse(seed, CultureInfo.InvariantCulture) : 1);
        return 0;
    case ["compare", .. string[] options]:
        Settings settings;
        try
        {
            settings = Settings.Parse(options);
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 64;
        }

        return await CompareCommand.RunAsync(settings);
    case ["run", string side, .. string[] rest]:
        (await SideRunner.RunAsync(side, rest)).Print();
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 64;
}
