namespace DataIngestion.Contracts;

internal enum CellFaultKind
{
    /// <summary>The delivered value does not fit the column's type.</summary>
    DoesNotFit,

    /// <summary>Nothing was delivered although the column is required.</summary>
    MissingRequired,
}

/// <summary>One cell that breaks the contract. It is null in the typed batch.</summary>
/// <param name="Row">The zero-based row in the batch.</param>
/// <param name="Column">The column's index in the contract.</param>
/// <param name="Kind">What is wrong.</param>
internal readonly record struct CellFault(int Row, int Column, CellFaultKind Kind);
