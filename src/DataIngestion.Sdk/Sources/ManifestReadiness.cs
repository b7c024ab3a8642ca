using System.Text;
using DataIngestion.Storage;

namespace DataIngestion.Sources;

internal sealed class ManifestReadiness(string name) : FileReadiness
{
    internal override async ValueTask<FileReadinessCheck> BeginAsync(
        IStore store, IReadOnlyList<StoreEntry> listing, TimeProvider clock, CancellationToken cancellationToken)
    {
        Dictionary<string, DeclaredFile> declared = new(StringComparer.Ordinal);
        foreach (StoreEntry manifest in listing.Where(entry => StorePath.NameOf(entry.Path) == name))
        {
            byte[] content = await store.ReadAllBytesAsync(manifest.Path, cancellationToken).ConfigureAwait(false);
            foreach (DeclaredFile file in ManifestLines.Parse(manifest.Path, Encoding.UTF8.GetString(content)))
            {
                declared[file.Path] = file;
            }
        }

        return new Check(name, declared, listing);
    }

    private sealed class Check(string name, Dictionary<string, DeclaredFile> declared, IReadOnlyList<StoreEntry> listing) : FileReadinessCheck
    {
        public override bool IsControl(string path) => StorePath.NameOf(path) == name;

        public override string? WhyNotReady(StoreEntry file) => declared.ContainsKey(file.Path)
            ? null
            : $"No manifest '{name}' in its folder lists it: a run after one does takes the file.";

        public override DeclaredContent? DeclaredContentOf(string path) =>
            declared.GetValueOrDefault(path) is { Sha256: { } sha256 } file ? new DeclaredContent(sha256, file.Manifest) : null;

        public override IEnumerable<(string Path, string Message)> Missing()
        {
            HashSet<string> present = listing.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
            return declared.Values.Where(file => !present.Contains(file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal)
                .Select(file => (file.Path, $"The manifest '{file.Manifest}' lists it, but it is not there: deliver it, or correct the manifest."));
        }
    }
}

internal sealed record DeclaredFile(string Path, string? Sha256, string Manifest);

internal static class ManifestLines
{
    private const int HashLength = 64;

    public static IEnumerable<DeclaredFile> Parse(string manifest, string text)
    {
        string folder = StorePath.FolderOf(manifest);
        foreach (string line in text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r', ' ')).Where(line => line.Length > 0))
        {
            string? sha256 = HashOf(line);
            string name = sha256 is null ? line : line[(HashLength + 2)..];
            string path = folder.Length == 0 ? name : folder + "/" + name;
            if (!StorePath.IsValid(path))
            {
                throw new SourceException(
                    $"The manifest '{manifest}' lists '{name}', which is not a name below its folder. Write one relative name a line.")
                { Origin = manifest };
            }

            yield return new DeclaredFile(path, sha256?.ToLowerInvariant(), manifest);
        }
    }

    // "<64 hexadecimal digits>  name", or with '*' before the name for binary mode.
    private static string? HashOf(string line) =>
        line.Length > HashLength + 2
        && line[HashLength] == ' '
        && line[HashLength + 1] is ' ' or '*'
        && line.Take(HashLength).All(char.IsAsciiHexDigit)
            ? line[..HashLength]
            : null;
}
