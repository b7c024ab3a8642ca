namespace DataIngestion;

/// <summary>A conditional write met another state than it asked for: the path exists already, or its entity tag has changed. Nothing was written.</summary>
public sealed class StoreConflictException : IngestionException
{
    /// <summary>Creates the exception without a message.</summary>
    public StoreConflictException()
    {
    }

    /// <inheritdoc cref="IngestionException(string)"/>
    public StoreConflictException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="IngestionException(string, Exception)"/>
    public StoreConflictException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
