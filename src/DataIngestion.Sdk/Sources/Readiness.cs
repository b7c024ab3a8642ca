using System.Text;

namespace DataIngestion.Sources;

/// <summary>The readiness rule applied to one listing.</summary>
internal interface IReadinessCheck
{
    /// <summary>Whether the entry belongs to the rule itself, such as a marker.</summary>
    bool IsControlFile(StoreEntry entry);

    /// <summary>Why the file is not ready, or null when it is.</summary>
    string? NotReady(StoreEntry entry);

    /// <summary>The checksum that the file must have, or null when none is promised.</summary>
    string? ExpectedSha256(StoreEntry entry);
}

internal sealed class ImmediateReadiness : FileReadiness, IReadinessCheck
{
    public bool IsControlFile(StoreEntry entry) => false;

    public string? NotReady(StoreEntry entry) => null;

    public string? ExpectedSha256(StoreEntry entry) => null;

    internal override ValueTask<IReadinessCheck> BeginAsync(IStore store, IReadOnlyList<StoreEntry> listing, DateTimeOffset now, CancellationToken cancellationToken) => new(this);
}

internal sealed class StableReadiness(TimeSpan age) : FileReadiness
{
    internal override ValueTask<IReadinessCheck> BeginAsync(IStore store, IReadOnlyList<StoreEntry> listing, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(new Check(age, now));

    private sealed class Check(TimeSpan age, DateTimeOffset now) : IReadinessCheck
    {
        public bool IsControlFile(StoreEntry entry) => false;

        public string? NotReady(StoreEntry entry) => now - entry.LastModified < age
            ? $"it was written to less than {age.TotalSeconds:0.###} s ago and may not be complete; the next run looks again"
            : null;

        public string? ExpectedSha256(StoreEntry entry) => null;
    }
}

internal sealed class MarkerReadiness(string suffix) : FileReadiness
{
    internal override ValueTask<IReadinessCheck> BeginAsync(IStore store, IReadOnlyList<StoreEntry> listing, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(new Check(suffix, [.. listing.Select(entry => entry.Path)]));

    private sealed class Check(string suffix, HashSet<string> paths) : IReadinessCheck
    {
        public bool IsControlFile(StoreEntry entry) => entry.Path.EndsWith(suffix, StringComparison.Ordinal);

        public string? NotReady(StoreEntry entry) => paths.Contains(entry.Path + suffix) ? null : $"its marker '{entry.Path + suffix}' is not there yet";

        public string? ExpectedSha256(StoreEntry entry) => null;
    }
}

internal sealed class ManifestReadiness(string name) : FileReadiness
{
    private const int Sha256Length = 64;

    internal override async ValueTask<IReadinessCheck> BeginAsync(IStore store, IReadOnlyList<StoreEntry> listing, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> listed = [];
        foreach (StoreEntry manifest in listing.Where(IsManifest))
        {
            byte[] content = await store.ReadAllBytesAsync(manifest.Path, cancellationToken).ConfigureAwait(false);
            string folder = manifest.Path[..^name.Length];
            foreach (string line in Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                (string file, string? sha256) = Parse(line);
                listed[folder + file] = sha256;
            }
        }

        return new Check(this, listed);
    }

    private bool IsManifest(StoreEntry entry) => entry.Path == name || entry.Path.EndsWith("/" + name, StringComparison.Ordinal);

    // sha256sum puts two spaces, or a space and an asterisk for binary mode, between checksum and name.
    private static (string File, string? Sha256) Parse(string line) =>
        line.Length > Sha256Length + 2 && line[Sha256Length] == ' ' && line[Sha256Length + 1] is ' ' or '*' && line[..Sha256Length].All(char.IsAsciiHexDigit)
            ? (line[(Sha256Length + 2)..], line[..Sha256Length].ToLowerInvariant())
            : (line, null);

    private sealed class Check(ManifestReadiness rule, Dictionary<string, string?> listed) : IReadinessCheck
    {
        public bool IsControlFile(StoreEntry entry) => rule.IsManifest(entry);

        public string? NotReady(StoreEntry entry) => listed.ContainsKey(entry.Path) ? null : "no manifest in its folder lists it yet";

        public string? ExpectedSha256(StoreEntry entry) => listed.GetValueOrDefault(entry.Path);
    }
}
