namespace DataIngestion;

/// <summary>Infrastructure failed: a file, a store or a source did not do what its contract says. Bad data is never an exception but a result.</summary>
/// <remarks>The message says what to do next. It never holds a secret or the value of a masked column.</remarks>
public class IngestionException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public IngestionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public IngestionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception around its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public IngestionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The pipeline that was running, where known.</summary>
    public string? Pipeline { get; init; }

    /// <summary>The run that failed, where known.</summary>
    public string? RunId { get; init; }

    /// <summary>The file or table that was being read or written, where known.</summary>
    public string? Origin { get; init; }

    /// <summary>The one-based row inside <see cref="Origin"/>, where known.</summary>
    public long? Row { get; init; }

    /// <summary>The column, where known.</summary>
    public string? Column { get; init; }
}
