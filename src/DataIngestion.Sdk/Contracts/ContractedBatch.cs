using Apache.Arrow;

namespace DataIngestion.Contracts;

/// <summary>A batch with the contract's columns and types. It stays valid after the delivered batch is disposed; the caller disposes it.</summary>
/// <param name="Batch">The typed rows, as many as were delivered.</param>
/// <param name="Faults">The cells that break the contract, by row and then by column.</param>
internal sealed record ContractedBatch(RecordBatch Batch, IReadOnlyList<CellFault> Faults) : IDisposable
{
    public void Dispose() => Batch.Dispose();
}
