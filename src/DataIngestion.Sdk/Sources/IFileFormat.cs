using Apache.Arrow;

namespace DataIngestion.Sources;

/// <summary>How the bytes of a file become batches. Everything else about files is the same for all formats.</summary>
internal interface IFileFormat
{
    string Name { get; }

    /// <summary>The content is read out of order, so it is hashed and copied before.</summary>
    bool NeedsSeeking { get; }

    /// <summary>Reads a file from its start. The stream stays the caller's.</summary>
    ValueTask<IFormatReader> OpenAsync(
        Stream content, string origin, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken);
}

internal interface IFormatReader : IAsyncDisposable
{
    Schema Schema { get; }

    IReadOnlyDictionary<string, string> Detected { get; }

    ValueTask<SourceChunk?> ReadAsync(CancellationToken cancellationToken);
}
