namespace DataIngestion.Contracts;

/// <summary>A contract made from a delivery.</summary>
/// <param name="Contract">The contract; checked.</param>
/// <param name="Detected">What was detected, by column: type, date format, missing markers, decimal sign.</param>
internal sealed record InferredContract(DataContract Contract, IReadOnlyDictionary<string, string> Detected);
