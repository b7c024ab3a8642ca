using DataIngestion.Csv;
using DataIngestion.Sources;

namespace DataIngestion;

/// <summary>Sources that read the files of a store. What is new is found by name, length, entity tag and, where these leave it open, by content.</summary>
/// <remarks>
/// <para>Patterns match store paths, case-sensitively: <c>*</c> is any part of a name, <c>?</c> one character, <c>**</c> any folders, <c>{a,b}</c> either. As in a shell, wildcards do not match names that begin with a dot. A pattern that matches nothing is no error.</para>
/// <para>Each file is one partition and its path the origin. The cursor remembers name, length, entity tag and SHA-256 of the files that are there.</para>
/// </remarks>
public static class FileSource
{
    /// <summary>CSV files, plain or compressed with gzip or zstd.</summary>
    /// <param name="store">Where the files are.</param>
    /// <param name="glob">Which files, such as <c>incoming/*.csv</c> or <c>claims/**/*.{csv,csv.gz}</c>.</param>
    /// <param name="options">How files become deliveries.</param>
    /// <param name="dialect">How the files are written; what it leaves open is detected.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException"><paramref name="glob"/> is empty, not relative, or has a brace without its partner.</exception>
    public static ISource Csv(IStore store, string glob, FileSourceOptions? options = null, CsvDialect? dialect = null)
    {
        dialect ??= new CsvDialect();
        dialect.Validate();
        options ??= new FileSourceOptions();
        return Create(store, glob, new CsvFileFormat(dialect, new CsvLimits(ChunkBytes: options.ChunkBytes)), options);
    }

    /// <summary>Parquet files. Only the columns that are needed are decoded.</summary>
    /// <param name="store">Where the files are.</param>
    /// <param name="glob">Which files, such as <c>claims/**/*.parquet</c>.</param>
    /// <param name="options">How files become deliveries.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException"><paramref name="glob"/> is empty, not relative, or has a brace without its partner.</exception>
    public static ISource Parquet(IStore store, string glob, FileSourceOptions? options = null) =>
        Create(store, glob, new ParquetFileFormat(), options);

    internal static ISource Create(IStore store, string glob, IFileFormat format, FileSourceOptions? options)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new StoreFileSource(store, glob, format, options ?? new FileSourceOptions());
    }
}
