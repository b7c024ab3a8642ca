namespace DataIngestion;

/// <summary>What a check of several columns does with rows in which values are missing. In a row that is judged, a missing value equals another missing one and is in no order with anything.</summary>
public enum MissingRows
{
    /// <summary>A row passes, and counts as not judged, where any of the values is missing.</summary>
    PassWhenAnyMissing,

    /// <summary>A row passes, and counts as not judged, where all of the values are missing.</summary>
    PassWhenAllMissing,

    /// <summary>Every row is judged.</summary>
    Judge,
}
