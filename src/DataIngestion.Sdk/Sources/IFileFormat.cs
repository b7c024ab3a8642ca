namespace DataIngestion.Sources;

/// <summary>Turns the bytes of a file into batches. The reader owns the original and disposes it.</summary>
internal interface IFileFormat
{
    string Name { get; }

    ValueTask<SourceReader> OpenAsync(OriginalFile original, IReadOnlyCollection<string>? columns, int batchRows, CancellationToken cancellationToken);
}
