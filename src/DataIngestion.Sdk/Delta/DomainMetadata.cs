namespace DataIngestion.Delta;

internal sealed record DomainMetadata(string Domain, string Configuration, bool Removed = false);
