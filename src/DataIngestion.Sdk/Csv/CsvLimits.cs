namespace DataIngestion.Csv;

/// <summary>What bounds the memory of a reader, in bytes.</summary>
/// <param name="WindowBytes">The text that detection looks at.</param>
/// <param name="ChunkBytes">The text of one chunk; a longer record makes its chunk longer.</param>
/// <param name="RecordBytes">The longest record; a longer one is an error, as it is nearly always a quote that is not closed.</param>
/// <param name="BatchBytes">A batch has no more rows than such views take this many bytes, so that they stay in the second-level cache.</param>
internal sealed record CsvLimits(
    int WindowBytes = 256 * 1024, int ChunkBytes = 2 * 1024 * 1024, int RecordBytes = 64 * 1024 * 1024, int BatchBytes = 1024 * 1024);
