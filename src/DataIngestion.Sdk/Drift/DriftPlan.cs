namespace DataIngestion.Drift;

/// <summary>What <see cref="DriftBuilder"/> was told. Immutable.</summary>
internal sealed record DriftPlan(IReadOnlyList<IDriftDetector> Detectors)
{
    public bool AgainstWholeVersion { get; init; }

    public string? Target { get; init; }

    // Null means all columns.
    public IReadOnlySet<string>? Only { get; init; }

    public IReadOnlySet<string> Exclude { get; init; } = new HashSet<string>();

    public DriftAction OnDrift { get; init; }

    public int MinimumRows { get; init; }

    // Null leaves each detector its own.
    public double? Significance { get; init; }

    public MultipleTestCorrection Correction { get; init; }

    public DriftKind? KindOf(string column)
    {
        if (column == Target)
        {
            return DriftKind.Prior;
        }

        return (Only is null || Only.Contains(column)) && !Exclude.Contains(column) ? DriftKind.Covariate : null;
    }
}
