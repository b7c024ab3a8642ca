namespace DataIngestion.Drift;

/// <summary>What <see cref="DriftBuilder"/> was told. Immutable.</summary>
internal sealed record DriftPlan(IReadOnlyList<IDriftDetector> Detectors)
{
    public bool AgainstWholeVersion { get; init; }

    public string? Target { get; init; }

    // Null means all columns.
    public IReadOnlySet<string>? Only { get; init; }

    public IReadOnlySet<string> Exclude { get; init; } = new HashSet<string>();

    // Columns that are masked so that nothing of their values is shown; which they are changes no verdict.
    public IReadOnlySet<string> Withheld { get; init; } = new HashSet<string>();

    public DriftAction OnDrift { get; init; }

    public int MinimumRows { get; init; }

    // Null leaves each detector its own.
    public double? Significance { get; init; }

    public MultipleTestCorrection Correction { get; init; }

    // Changes whenever the verdict on the same profiles may change.
    public string Describe() => string.Join('|',
    [
        .. Detectors.Select(detector => detector.ToString() ?? detector.Name),
        $"{AgainstWholeVersion} {Target} {OnDrift} {MinimumRows} {Correction}",
        Significance?.ToString("R", System.Globalization.CultureInfo.InvariantCulture) ?? "",
        string.Join(',', Only?.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()),
        string.Join(',', Exclude.Order(StringComparer.Ordinal)),
    ]);

    public DriftKind? KindOf(string column)
    {
        if (column == Target)
        {
            return DriftKind.Prior;
        }

        return (Only is null || Only.Contains(column)) && !Exclude.Contains(column) ? DriftKind.Covariate : null;
    }
}
