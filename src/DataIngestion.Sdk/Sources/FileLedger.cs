using System.Text.Json;

namespace DataIngestion.Sources;

/// <summary>The files that the table holds already: the content of a file source's cursor.</summary>
internal sealed class FileLedger
{
    private const int Version = 1;

    private readonly SortedDictionary<string, FileLedgerEntry> _files;

    private FileLedger(SortedDictionary<string, FileLedgerEntry> files) => _files = files;

    public IReadOnlyDictionary<string, FileLedgerEntry> Files => _files;

    public static FileLedger Of(SourceCursor? cursor)
    {
        if (cursor is null)
        {
            return new FileLedger(new SortedDictionary<string, FileLedgerEntry>(StringComparer.Ordinal));
        }

        if (cursor.Version != Version)
        {
            throw new SourceException(
                $"The table's cursor has version {cursor.Version}, and this file source knows version {Version}. "
                + "Use the release that wrote it, or a later one.");
        }

        FileLedgerDocument document = FileStateJson.Read(cursor.Value, FileStateJson.Default.FileLedgerDocument, "the cursor");
        return new FileLedger(new SortedDictionary<string, FileLedgerEntry>(document.Files.ToDictionary(), StringComparer.Ordinal));
    }

    public SourceCursor ToCursor() =>
        new(Version, JsonSerializer.Serialize(new FileLedgerDocument(_files), FileStateJson.Default.FileLedgerDocument));

    public void Take(string path, FileLedgerEntry entry) => _files[path] = entry;

    /// <summary>Applies what planning found. A delivery may be released long after it was planned, so only entries that are still the same are touched.</summary>
    public void Apply(FileDeliveryState state)
    {
        foreach ((string path, LearnedFile learned) in state.Learned)
        {
            if (_files.GetValueOrDefault(path)?.ETag == learned.ReplacedETag)
            {
                _files[path] = learned.Entry;
            }
        }

        foreach ((string path, string tag) in state.Vanished)
        {
            if (_files.GetValueOrDefault(path)?.ETag == tag)
            {
                _files.Remove(path);
            }
        }
    }
}

internal sealed record FileLedgerDocument(IReadOnlyDictionary<string, FileLedgerEntry> Files);
