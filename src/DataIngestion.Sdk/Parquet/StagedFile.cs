namespace DataIngestion.Parquet;

/// <summary>A data file that is complete in the store and not yet part of a table version. Its path is the one below the folder of the table.</summary>
internal sealed record StagedFile(string Path, long Length, string Sha256, long Rows, string Statistics, DateTimeOffset ModifiedAt);
