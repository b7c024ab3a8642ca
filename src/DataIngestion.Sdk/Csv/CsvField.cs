namespace DataIngestion.Csv;

/// <summary>Where a field is in the buffer. Quoted fields are given without their quotes.</summary>
internal readonly record struct CsvField(int Start, int Length, bool Quoted, bool HasDoubledQuotes);
