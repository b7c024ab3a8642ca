namespace DataIngestion.Sources;

/// <summary>A readiness rule applied to one listing.</summary>
internal abstract class FileReadinessCheck
{
    /// <summary>Whether the object only speaks about files and is none of them.</summary>
    public virtual bool IsControl(string path) => false;

    /// <summary>Why the file is left for a later run, or <see langword="null"/> when it is ready.</summary>
    public abstract string? WhyNotReady(StoreEntry file);

    public virtual DeclaredContent? DeclaredContentOf(string path) => null;

    /// <summary>What was announced and is not in the listing.</summary>
    public virtual IEnumerable<(string Path, string Message)> Missing() => [];
}

internal sealed record DeclaredContent(string Sha256, string Manifest);
