namespace DataIngestion.Csv;

/// <summary>How a file is written, declared or detected.</summary>
/// <param name="Syntax">How its records are split.</param>
/// <param name="HasHeader">Whether its first record holds the names.</param>
/// <param name="Detected">What was not declared, in words.</param>
internal sealed record DetectedLayout(CsvSyntax Syntax, bool HasHeader, IReadOnlyDictionary<string, string> Detected);
