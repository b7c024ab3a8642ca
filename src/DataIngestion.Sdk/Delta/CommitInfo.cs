using System.Collections.ObjectModel;

namespace DataIngestion.Delta;

// Free-form by the protocol. Values that are no strings are kept as their JSON text.
internal sealed record CommitInfo
{
    // Milliseconds since the epoch.
    public long? Timestamp { get; init; }

    public string? Operation { get; init; }

    public IReadOnlyDictionary<string, string> OperationParameters { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public long? ReadVersion { get; init; }

    public bool? IsBlindAppend { get; init; }

    public string? EngineInfo { get; init; }

    public IReadOnlyDictionary<string, string> OperationMetrics { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public IReadOnlyDictionary<string, string> Extra { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
