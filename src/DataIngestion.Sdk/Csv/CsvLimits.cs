namespace DataIngestion.Csv;

/// <summary>What bounds the memory of a reader, in bytes.</summary>
/// <param name="WindowBytes">The text that is held at once, and the text that detection looks at.</param>
/// <param name="RecordBytes">The longest record; a longer one is an error, as it is nearly always a quote that is not closed.</param>
/// <param name="BatchBytes">A batch that holds this many bytes of values ends before it has all its rows.</param>
internal sealed record CsvLimits(int WindowBytes = 256 * 1024, int RecordBytes = 64 * 1024 * 1024, long BatchBytes = 256L * 1024 * 1024);
