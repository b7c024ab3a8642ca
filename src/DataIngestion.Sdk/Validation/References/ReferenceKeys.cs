using Apache.Arrow;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>The distinct keys of another table or file, loaded once, which the rows of a delivery refer to.</summary>
/// <remarks>
/// <para>Thread-safe. Memory is some 26 bytes for each distinct key of at most 12 bytes, and 39 bytes otherwise; keys with a missing part are left out.</para>
/// <para>The keys are those of the moment of loading: a pipeline that lives longer loads them anew for each run.</para>
/// </remarks>
public sealed class ReferenceKeys : IDisposable
{
    private ReferenceKeys(string name, KeySet keys) => (Name, Keys) = (name, keys);

    /// <summary>What the keys are keys of, for people.</summary>
    public string Name { get; }

    /// <summary>The columns of the key.</summary>
    public IReadOnlyList<string> Columns => Keys.Columns;

    /// <summary>The distinct keys.</summary>
    public long Count => Keys.Count;

    internal KeySet Keys { get; }

    /// <summary>Reads the keys of everything that a source has now.</summary>
    /// <param name="source">The source.</param>
    /// <param name="columns">The columns of the key, at least one.</param>
    /// <param name="contract">The types of the columns, or <see langword="null"/> to infer them, for which the source is read twice.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="ArgumentException">No column is given, one is given twice, or the contract lacks one.</exception>
    /// <exception cref="SourceException">The source cannot be read, has no rows or is not ready, or a row has not the shape of its columns.</exception>
    /// <exception cref="ContractException">A key does not fit its type, or no type can be inferred.</exception>
    public static async Task<ReferenceKeys> FromAsync(
        ISource source, IReadOnlyList<string> columns, DataContract? contract = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ReferenceReading reading = new(source, CheckColumns(columns));
        KeySet keys = await reading.ReadAsync(contract, cancellationToken).ConfigureAwait(false);
        return new ReferenceKeys(source.Name, keys);
    }

    /// <summary>Takes the keys of batches. They are not disposed.</summary>
    /// <param name="batches">The batches, at least one, all with the same types.</param>
    /// <param name="columns">The columns of the key, at least one.</param>
    /// <param name="name">What the keys are keys of.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="ArgumentException">There is no batch, no column is given, one is given twice, or it is not there.</exception>
    public static ReferenceKeys Of(IReadOnlyList<RecordBatch> batches, IReadOnlyList<string> columns, string name = "batches")
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (batches.Count == 0)
        {
            throw new ArgumentException("There is no batch to take keys from.", nameof(batches));
        }

        foreach (string column in CheckColumns(columns))
        {
            SchemaColumns.Require(batches[0].Schema, column, "reference keys");
        }

        KeySet keys = new(batches[0].Schema, [.. columns]);
        foreach (RecordBatch batch in batches)
        {
            keys.Add(batch);
        }

        return new ReferenceKeys(name, keys);
    }

    /// <inheritdoc/>
    public void Dispose() => Keys.Dispose();

    private static string[] CheckColumns(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns.Count > 0 && columns.Distinct(StringComparer.Ordinal).Count() == columns.Count
            ? [.. columns]
            : throw new ArgumentException("Name at least one column, and each column once.", nameof(columns));
    }
}
