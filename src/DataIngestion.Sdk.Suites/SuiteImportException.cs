namespace DataIngestion;

/// <summary>A suite or schema of another tool holds something that cannot be taken over. Nothing of it is ignored in silence.</summary>
public sealed class SuiteImportException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SuiteImportException()
        : this("", "The suite cannot be read.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    public SuiteImportException(string message)
        : this("", message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public SuiteImportException(string message, Exception innerException)
        : base(message, innerException) => Place = "";

    /// <summary>Creates the exception.</summary>
    /// <param name="place">Where in the suite, such as <c>expectations[3].kwargs.min_value</c>.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public SuiteImportException(string place, string message, Exception? innerException = null)
        : base(place.Length == 0 ? message : $"{place}: {message}", innerException) => Place = place;

    /// <summary>Where in the suite.</summary>
    public string Place { get; }
}
