using DataIngestion.Sources;

namespace DataIngestion;

/// <summary>When a file counts as complete, so that none is taken while it is still being written.</summary>
public abstract class FileReadiness
{
    private protected FileReadiness()
    {
    }

    /// <summary>As soon as it is there: for writers that rename a finished file into place.</summary>
    public static FileReadiness Immediately { get; } = new ImmediateReadiness();

    /// <summary>When nobody has written to it for a while.</summary>
    /// <param name="age">The time since the last change, more than zero.</param>
    /// <returns>The rule.</returns>
    public static FileReadiness StableFor(TimeSpan age)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(age, TimeSpan.Zero);
        return new StableReadiness(age);
    }

    /// <summary>When a marker file stands beside it, such as <c>claims.csv.done</c> for <c>claims.csv</c>.</summary>
    /// <param name="suffix">What the marker's name adds, such as <c>.done</c>. Marker files are never data.</param>
    /// <returns>The rule.</returns>
    public static FileReadiness Marker(string suffix)
    {
        ArgumentException.ThrowIfNullOrEmpty(suffix);
        return new MarkerReadiness(suffix);
    }

    /// <summary>When a manifest in the same folder lists it: one name a line, or <c>SHA-256, two spaces, name</c> as <c>sha256sum</c> prints. A listed checksum must match.</summary>
    /// <param name="name">The manifest's file name, such as <c>MANIFEST</c>. Manifests are never data.</param>
    /// <returns>The rule.</returns>
    public static FileReadiness Manifest(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new ManifestReadiness(name);
    }

    internal abstract ValueTask<IReadinessCheck> BeginAsync(IStore store, IReadOnlyList<StoreEntry> listing, DateTimeOffset now, CancellationToken cancellationToken);
}
