namespace DataIngestion.Reports;

internal enum DriftState
{
    Drifted,
    Stable,
    Open,
}

/// <summary>The words of the page of drift.</summary>
internal static class DriftLabels
{
    private static readonly Dictionary<string, string> Tests = new()
    {
        ["kolmogorov_smirnov"] = "Kolmogorov–Smirnov",
        ["population_stability_index"] = "Population Stability Index",
        ["chi_square"] = "Chi-square",
        ["g_test"] = "G-test",
        ["fisher_exact"] = "Fisher’s exact test",
        ["total_variation"] = "Total variation",
        ["jensen_shannon"] = "Jensen–Shannon",
        ["anderson_darling"] = "Anderson–Darling",
        ["cramer_von_mises"] = "Cramér–von Mises",
        ["breslow_day"] = "Breslow–Day",
        ["cochran_mantel_haenszel"] = "Cochran–Mantel–Haenszel",
        ["benjamini_hochberg"] = "Benjamini–Hochberg",
    };

    public static string Of(DriftState state) => state switch
    {
        DriftState.Drifted => "Drifted",
        DriftState.Stable => "No drift",
        _ => "Not judged",
    };

    /// <summary>The name that style and script know a state by.</summary>
    public static string Key(DriftState state) => state switch
    {
        DriftState.Drifted => "drifted",
        DriftState.Stable => "stable",
        _ => "open",
    };

    public static string Tone(DriftState state) => state switch
    {
        DriftState.Drifted => "error",
        DriftState.Stable => "good",
        _ => "warning",
    };

    public static DriftState State(ConceptView view) => view.Drifted ? DriftState.Drifted : DriftState.Stable;

    /// <summary>The name of a test or a correction as people write it; that of a custom one as it is, with a capital and spaces.</summary>
    public static string Name(string snakeCase)
    {
        if (Tests.TryGetValue(snakeCase, out string? name))
        {
            return name;
        }

        string spaced = HtmlText.Shorten(snakeCase, 200).Replace('_', ' ');
        return spaced.Length == 0 ? spaced : char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }

    /// <summary>Why a test found drift, or what it found instead.</summary>
    public static string Why(DriftResult result)
    {
        DriftStatistic found = result.Statistic;
        string effect = $"effect {Figures.Number(found.Effect)} {(found.Effect >= found.EffectThreshold ? "≥" : "<")} {Figures.Number(found.EffectThreshold)}";
        string bound = (found.PValue, result.AdjustedPValue) switch
        {
            (_, { } p) => $"corrected p {Figures.Probability(p)} {(p <= found.Threshold ? "≤" : ">")} {Figures.Number(found.Threshold)}",
            ({ } p, null) => $"p {Figures.Probability(p)}, not corrected",
            _ => $"statistic {Figures.Number(found.Statistic)} {(found.Statistic >= found.Threshold ? "≥" : "<")} {Figures.Number(found.Threshold)}",
        };
        return $"{Name(result.Test)}: {effect}, {bound}.";
    }
}
