using DataIngestion.Sources;

namespace DataIngestion;

/// <summary>Files of one format over any store, as a source.</summary>
public static class FileSource
{
    /// <summary>CSV files, plain or compressed with gzip or Zstandard. Columns are delivered as text; the contract gives them their types.</summary>
    /// <param name="store">The store that holds the files.</param>
    /// <param name="glob">Which files: <c>*</c> and <c>?</c> inside a folder, <c>**</c> across folders, <c>{a,b}</c> alternatives.</param>
    /// <param name="options">When a file is ready and what is done with changed ones.</param>
    /// <param name="dialect">What is declared about the files; the rest is detected and reported.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">The pattern, the options or the dialect contradict themselves.</exception>
    public static ISource Csv(IStore store, string glob, FileSourceOptions? options = null, CsvDialect? dialect = null)
    {
        dialect ??= new CsvDialect();
        dialect.Validate();
        return Create(store, glob, options, new CsvFileFormat(dialect));
    }

    /// <summary>Parquet files. Only the columns that are needed are decoded.</summary>
    /// <param name="store">The store that holds the files.</param>
    /// <param name="glob">Which files: <c>*</c> and <c>?</c> inside a folder, <c>**</c> across folders, <c>{a,b}</c> alternatives.</param>
    /// <param name="options">When a file is ready and what is done with changed ones.</param>
    /// <returns>The source.</returns>
    /// <exception cref="ArgumentException">The pattern or the options contradict themselves.</exception>
    public static ISource Parquet(IStore store, string glob, FileSourceOptions? options = null) =>
        Create(store, glob, options, new ParquetFileFormat());

    private static GlobbedFileSource Create(IStore store, string glob, FileSourceOptions? options, IFileFormat format)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= new FileSourceOptions();
        options.Validate();
        return new GlobbedFileSource(store, new GlobPattern(glob), options, format);
    }
}
