using Apache.Arrow;

namespace DataIngestion.Datasets;

/// <summary>Rows that can be read more than once.</summary>
internal abstract class DatasetRows
{
    /// <summary>Where they come from, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The columns as they are delivered.</summary>
    public abstract ValueTask<Schema> SchemaAsync(CancellationToken cancellationToken);

    /// <summary>Reads the rows. A batch is valid until the next one is asked for, and may lack a column that was added later.</summary>
    public abstract IAsyncEnumerable<SourceBatch> ReadAsync(IReadOnlyCollection<string> columns, CancellationToken cancellationToken);

    /// <summary>The table's version, or <see langword="null"/> where there is none.</summary>
    public virtual ValueTask<long?> VersionAsync(CancellationToken cancellationToken) => new((long?)null);

    /// <summary>Columns of whose values nothing may be shown.</summary>
    public virtual ValueTask<IReadOnlyCollection<string>> WithheldAsync(CancellationToken cancellationToken) => new([]);
}
