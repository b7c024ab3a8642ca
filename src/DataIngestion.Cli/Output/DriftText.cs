using System.Globalization;

namespace DataIngestion.Cli.Output;

/// <summary>A drift report for a terminal: the verdict, then the columns, those that drifted most first.</summary>
internal static class DriftText
{
    private static readonly string[] Header = ["", "column", "test", "statistic", "corrected p", "effect", "least effect", "note"];

    public static async Task WriteAsync(DriftReport report, TextWriter writer)
    {
        await writer.WriteLineAsync($"{report.Name}: {report.Describe()}");
        if (report.Note is { } note)
        {
            await writer.WriteLineAsync("note: " + note);
        }

        await WriteAsync(writer, "", Ranked(report.Results.Where(result => result.Kind != DriftKind.Prior)));
        await WriteAsync(writer, "target:", Ranked(report.Results.Where(result => result.Kind == DriftKind.Prior)));
        await WriteAsync(writer, "target given each column:", Ranked(report.Concept.SelectMany(view => view.Results.Where(result => result.AdjustedPValue is not null))));
    }

    private static async Task WriteAsync(TextWriter writer, string title, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (title.Length > 0)
        {
            await writer.WriteLineAsync(title);
        }

        foreach (string line in TextTable.Lines(Header, rows, new HashSet<int> { 0, 1, 2, 7 }))
        {
            await writer.WriteLineAsync("  " + line);
        }
    }

    // Columns by their greatest effect over its bound, drifted ones first; the tests of a column stay together.
    private static IReadOnlyList<IReadOnlyList<string>> Ranked(IEnumerable<DriftResult> results) =>
    [
        .. results.GroupBy(result => result.Column)
            .OrderByDescending(column => column.Any(result => result.Drifted)).ThenByDescending(column => column.Max(Exceeds)).ThenBy(column => column.Key, StringComparer.Ordinal)
            .SelectMany(column => column.OrderByDescending(result => result.Drifted).ThenByDescending(Exceeds)).Select(Row),
    ];

    private static double Exceeds(DriftResult result) => double.IsNaN(result.Statistic.Effect)
        ? 0
        : result.Statistic.EffectThreshold > 0 ? result.Statistic.Effect / result.Statistic.EffectThreshold : result.Statistic.Effect;

    private static IReadOnlyList<string> Row(DriftResult result) =>
    [
        result.Drifted ? "drift" : result.IsUndecided ? "undecided" : "",
        result.Column,
        result.Test,
        Number(result.Statistic.Statistic),
        result.AdjustedPValue is { } p ? Number(p) : "-",
        Number(result.Statistic.Effect),
        Number(result.Statistic.EffectThreshold),
        result.Statistic.Bounds is { } bounds ? string.Create(CultureInfo.InvariantCulture, $"between {bounds.LowestStatistic:G4} and {bounds.HighestStatistic:G4}") : "",
    ];

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
