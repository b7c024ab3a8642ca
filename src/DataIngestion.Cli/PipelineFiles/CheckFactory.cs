using System.Globalization;

namespace DataIngestion.Cli.PipelineFiles;

internal static class CheckFactory
{
    private static readonly Dictionary<string, Action<CheckSection, ValidationBuilder>> Checks = new()
    {
        ["not_null"] = (section, rules) => rules.NotNull(Column(section)),
        ["range"] = Range,
        ["one_of"] = (section, rules) => rules.OneOf(Column(section), [.. section.Values ?? throw Missing("values")]),
        ["matches"] = (section, rules) => rules.Matches(Column(section), section.Pattern ?? throw Missing("pattern")),
        ["row_count"] = (section, rules) => rules.RowCount(Integer(section.Min, "min") ?? 0, Integer(section.Max, "max") ?? long.MaxValue),
    };

    public static void Apply(IReadOnlyList<CheckSection> sections, ValidationBuilder rules)
    {
        foreach (CheckSection section in sections)
        {
            string check = YamlValue.Required(section.Check, "validate[].check");
            if (!Checks.TryGetValue(check, out Action<CheckSection, ValidationBuilder>? add))
            {
                throw new ArgumentException($"'validate' has a check '{check}': use one of {string.Join(", ", Checks.Keys)}.");
            }

            add(section, rules);
            Policy(section.OnFailure, rules);
        }
    }

    private static void Range(CheckSection section, ValidationBuilder rules)
    {
        _ = Date(section.Min) is not null || Date(section.Max) is not null
            ? rules.Range(Column(section), DateOf(section.Min), DateOf(section.Max))
            : rules.Range(Column(section), Number(section.Min, "min"), Number(section.Max, "max"));
    }

    private static DateOnly? DateOf(string? text) =>
        text is null ? null : Date(text) ?? throw new ArgumentException($"'{text}' is no date: both ends of a range of dates are dates such as 2026-01-31.");

    private static void Policy(string? onFailure, ValidationBuilder rules)
    {
        _ = onFailure switch
        {
            null or "hold" => rules.Hold(),
            "quarantine" => rules.Quarantine(),
            "warn" => rules.Warn(),
            _ => throw new ArgumentException($"'validate[].on_failure' is '{onFailure}': use hold, quarantine or warn."),
        };
    }

    private static string Column(CheckSection section) => YamlValue.Required(section.Column, $"validate[{section.Check}].column");

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    private static decimal? Number(string? text, string setting) => text is null
        ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw new ArgumentException($"'validate[range].{setting}' is '{text}': use a number or a date such as 2026-01-31.");

    private static long? Integer(string? text, string setting) => text is null
        ? null
        : long.TryParse(text, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new ArgumentException($"'validate[row_count].{setting}' is '{text}': use a whole number.");

    private static ArgumentException Missing(string setting) => new($"'validate[].{setting}' is missing.");
}
