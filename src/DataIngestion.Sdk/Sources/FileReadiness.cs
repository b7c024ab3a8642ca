using DataIngestion.Sources;
using DataIngestion.Storage;

namespace DataIngestion;

/// <summary>When a file counts as completely written. Immutable and thread-safe.</summary>
public abstract class FileReadiness
{
    private protected FileReadiness()
    {
    }

    /// <summary>Every file is taken as it is: for stores and producers in which a file appears whole.</summary>
    public static FileReadiness Immediately { get; } = new StableReadiness(TimeSpan.Zero);

    /// <summary>A file is taken when it was last modified at least <paramref name="span"/> ago. Nothing waits: a younger file is left for a later run. A producer that may pause for longer while it writes needs a marker or a manifest.</summary>
    /// <param name="span">The age, not negative.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="span"/> is negative.</exception>
    public static FileReadiness StableFor(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        return new StableReadiness(span);
    }

    /// <summary>A file is taken when an object of the same name with a suffix is there: <c>claims.csv</c> and <c>claims.csv.done</c>. Markers are never data.</summary>
    /// <param name="suffix">The suffix.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentException"><paramref name="suffix"/> is empty or has a <c>/</c>.</exception>
    public static FileReadiness Marker(string suffix = ".done")
    {
        CheckName(suffix, nameof(suffix));
        return new MarkerReadiness(suffix);
    }

    /// <summary>A file is taken when the manifest in its folder lists it. A manifest has one name a line, relative to its folder, optionally with the SHA-256 before it as <c>sha256sum</c> prints it; a content with another SHA-256 is a <see cref="SourceException"/> when it is read. Manifests are never data.</summary>
    /// <param name="name">The name of the manifest.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty, has a <c>/</c>, or is a name that stores keep for themselves.</exception>
    public static FileReadiness Manifest(string name = "MANIFEST")
    {
        CheckName(name, nameof(name));
        StorePath.CheckObject(name);
        return new ManifestReadiness(name);
    }

    internal abstract ValueTask<FileReadinessCheck> BeginAsync(
        IStore store, IReadOnlyList<StoreEntry> listing, TimeProvider clock, CancellationToken cancellationToken);

    private static void CheckName(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        if (name.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{name}' must be part of a file name, without '/'.", parameter);
        }
    }
}
