namespace DataIngestion;

/// <summary>How the pages of a data file are compressed.</summary>
public enum ParquetCompression
{
    /// <summary>Zstandard: smaller files; every current reader of Delta Lake tables takes it.</summary>
    Zstandard,

    /// <summary>Snappy: larger files that the oldest readers take too.</summary>
    Snappy,
}
