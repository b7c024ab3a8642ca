using System.Globalization;
using DataIngestion.Comparisons.Data;

namespace DataIngestion.Comparisons.Suites;

// What `compare` was told.
internal sealed record Settings(long Rows, int Runs, bool Heavy, string? Only, DataFolder Data, string? Save)
{
    public static Settings Parse(string[] arguments)
    {
        Settings settings = new(5_000_000, 5, false, null, new DataFolder(DefaultFolder()), null);
        for (int i = 0; i < arguments.Length; i++)
        {
            settings = arguments[i] switch
            {
                "--heavy" => settings with { Heavy = true },
                "--rows" => settings with { Rows = Positive(arguments, ++i) },
                "--runs" => settings with { Runs = (int)Positive(arguments, ++i) },
                "--only" => settings with { Only = Value(arguments, ++i) },
                "--data" => settings with { Data = new DataFolder(Path.GetFullPath(Value(arguments, ++i))) },
                "--save" => settings with { Save = Value(arguments, ++i) },
                string unknown => throw new ArgumentException($"There is no option '{unknown}'."),
            };
        }

        return settings;
    }

    private static string Value(string[] arguments, int index) =>
        index < arguments.Length ? arguments[index] : throw new ArgumentException($"'{arguments[index - 1]}' needs a value.");

    private static long Positive(string[] arguments, int index) =>
        long.TryParse(Value(arguments, index), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0
            ? number
            : throw new ArgumentException($"'{arguments[index - 1]}' needs a number above 0.");

    private static string DefaultFolder()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : Path.Combine(home, ".cache");
        return Path.Combine(cache, "dataingestion-benchmarks");
    }
}
