namespace DataIngestion.Delta;

// What makes a write idempotent: the highest version that an application has applied.
internal sealed record TransactionId(string AppId, long Version, long? LastUpdated = null);
