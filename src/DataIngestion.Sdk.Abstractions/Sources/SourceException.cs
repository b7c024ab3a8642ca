namespace DataIngestion;

/// <summary>A source could not be planned or read: it changed while it was read, is cut short, is not in the declared format, or is not reachable.</summary>
public sealed class SourceException : IngestionException
{
    /// <summary>Creates the exception without a message.</summary>
    public SourceException()
    {
    }

    /// <inheritdoc cref="IngestionException(string)"/>
    public SourceException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="IngestionException(string, Exception)"/>
    public SourceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
