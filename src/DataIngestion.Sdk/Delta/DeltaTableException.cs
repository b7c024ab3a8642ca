namespace DataIngestion;

/// <summary>A Delta Lake table cannot be read or written: its log is broken, the version asked for is gone, or it uses a feature that this library does not support.</summary>
/// <remarks>The message names the table, the feature or the log entry at fault, and what to do. <see cref="IngestionException.Origin"/> is the table or the log entry.</remarks>
public sealed class DeltaTableException : IngestionException
{
    /// <summary>Creates the exception without a message.</summary>
    public DeltaTableException()
    {
    }

    /// <inheritdoc cref="IngestionException(string)"/>
    public DeltaTableException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="IngestionException(string, Exception)"/>
    public DeltaTableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The table feature that is not supported, by its name in the Delta Lake protocol, where that is the cause.</summary>
    public string? Feature { get; init; }
}
