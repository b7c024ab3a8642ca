using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataIngestion.Sources;

/// <summary>The files that were published: as many entries as the listing has files, not as were ever seen.</summary>
/// <param name="Files">Path to what was published under it.</param>
internal sealed record FileLedger(SortedDictionary<string, PublishedFile> Files)
{
    public const int Version = 1;

    public static FileLedger Parse(SourceCursor? cursor)
    {
        if (cursor is null)
        {
            return new FileLedger(new SortedDictionary<string, PublishedFile>(StringComparer.Ordinal));
        }

        if (cursor.Version != Version)
        {
            throw new SourceException($"The table's cursor has version {cursor.Version} and this release reads version {Version}. Use a release that reads it.");
        }

        SortedDictionary<string, PublishedFile>? files = JsonSerializer.Deserialize(cursor.Value, FileSourceJson.Default.SortedDictionaryStringPublishedFile);
        return new FileLedger(new SortedDictionary<string, PublishedFile>(files ?? [], StringComparer.Ordinal));
    }

    public SourceCursor ToCursor() => new(Version, JsonSerializer.Serialize(Files, FileSourceJson.Default.SortedDictionaryStringPublishedFile));
}

/// <param name="Length">Bytes.</param>
/// <param name="ETag">The store's entity tag.</param>
/// <param name="Sha256">The content, or null for a file that was discarded unread.</param>
internal sealed record PublishedFile(long Length, string ETag, string? Sha256);

/// <summary>What planning remembers for reading.</summary>
internal sealed record FileState(string ETag, string? ExpectedSha256);

/// <summary>What planning remembers for <see cref="ISource.Advance"/>: files to forget, and known contents under another tag or name.</summary>
internal sealed record DeliveryState(IReadOnlyList<string> Vanished, SortedDictionary<string, PublishedFile> Known);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SortedDictionary<string, PublishedFile>))]
[JsonSerializable(typeof(FileState))]
[JsonSerializable(typeof(DeliveryState))]
internal sealed partial class FileSourceJson : JsonSerializerContext;
