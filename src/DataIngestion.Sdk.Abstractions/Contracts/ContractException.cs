namespace DataIngestion;

/// <summary>A contract cannot be inferred, or a delivery's columns do not fit it. Single values that do not fit are findings, not exceptions.</summary>
public sealed class ContractException : IngestionException
{
    /// <summary>Creates the exception without a message.</summary>
    public ContractException()
    {
    }

    /// <inheritdoc cref="IngestionException(string)"/>
    public ContractException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="IngestionException(string, Exception)"/>
    public ContractException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
