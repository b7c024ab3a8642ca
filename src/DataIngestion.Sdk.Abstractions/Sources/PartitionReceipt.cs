namespace DataIngestion;

/// <summary>What was read from one partition.</summary>
/// <param name="Origin">The file or table.</param>
/// <param name="Identity">The identity that was planned and read.</param>
/// <param name="Length">The bytes read, or -1 where the source has none.</param>
/// <param name="Sha256">The SHA-256 of the original bytes in lower-case hexadecimal, or <see langword="null"/> where the source has none.</param>
/// <param name="Rows">The rows delivered, those of the wrong shape included.</param>
/// <param name="RawPath">The raw copy below the raw zone's store, or <see langword="null"/> without one.</param>
public sealed record PartitionReceipt(string Origin, string Identity, long Length, string? Sha256, long Rows, string? RawPath);
