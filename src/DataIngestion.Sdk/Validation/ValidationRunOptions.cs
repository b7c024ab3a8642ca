namespace DataIngestion.Validation;

/// <summary>What all rules of a run share.</summary>
internal sealed record ValidationRunOptions
{
    /// <summary>The columns whose values are not shown, and of which no figures are kept.</summary>
    public IReadOnlySet<string> Masked { get; init; } = new HashSet<string>();

    /// <summary>The most failing rows to keep for each check.</summary>
    public int SampleLimit { get; init; } = 5;

    /// <summary>The figures of earlier runs, oldest first.</summary>
    public IReadOnlyList<PastFigures> Past { get; init; } = [];
}
