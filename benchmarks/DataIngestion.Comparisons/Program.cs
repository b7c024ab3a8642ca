using System.Globalization;
using DataIngestion.Comparisons.Data;

const string Usage = "usage: comparisons generate claims ROWS FILE [--seed N]";

if (args is not ["generate", "claims", string rowsText, string file, ..] || !long.TryParse(rowsText, CultureInfo.InvariantCulture, out long rows))
{
    await Console.Error.WriteLineAsync(Usage);
    return 64;
}

ulong seed = args is [_, _, _, _, "--seed", string seedText] ? ulong.Parse(seedText, CultureInfo.InvariantCulture) : 1;
ClaimsFile.Write(rows, file, seed);
return 0;
