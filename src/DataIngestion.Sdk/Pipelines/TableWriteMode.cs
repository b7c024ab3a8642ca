namespace DataIngestion;

/// <summary>What a delivery does to the rows that are there.</summary>
public enum TableWriteMode
{
    /// <summary>Adds its rows.</summary>
    Append,

    /// <summary>Replaces all rows. Earlier versions stay readable.</summary>
    Overwrite,
}
