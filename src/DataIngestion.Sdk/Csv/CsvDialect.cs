namespace DataIngestion;

/// <summary>How a CSV file is written. What is not declared is detected, and the detection is reported.</summary>
public sealed record CsvDialect;
