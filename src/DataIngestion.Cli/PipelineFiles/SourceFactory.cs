namespace DataIngestion.Cli.PipelineFiles;

internal sealed class SourceFactory(SourceSection section, string folder)
{
    public ISource Build()
    {
        LocalStore store = LocalStore.OpenExisting(Path.GetFullPath(section.Folder, folder));
        return (section.Csv, section.Parquet) switch
        {
            ({ } glob, null) => FileSource.Csv(store, glob, Options(), Dialect()),
            (null, { } glob) => FileSource.Parquet(store, glob, Options()),
            _ => throw new ArgumentException("'source' needs exactly one of 'csv' and 'parquet' with a file pattern such as incoming/*.csv."),
        };
    }

    private FileSourceOptions Options() => new()
    {
        Ready = Readiness(),
        OnChanged = YamlValue.Enum(section.Changed, ChangedFiles.Refuse, "source.changed"),
        Grouping = YamlValue.Enum(section.Grouping, DeliveryGrouping.PerFile, "source.grouping"),
    };

    private FileReadiness Readiness() => (section.StableSeconds, section.Marker, section.Manifest) switch
    {
        (null, null, null) => new FileSourceOptions().Ready,
        ({ } seconds, null, null) => seconds == 0 ? FileReadiness.Immediately : FileReadiness.StableFor(TimeSpan.FromSeconds(seconds)),
        (null, { } suffix, null) => FileReadiness.Marker(suffix),
        (null, null, { } name) => FileReadiness.Manifest(name),
        _ => throw new ArgumentException("'source' takes one of 'stable_seconds', 'marker' and 'manifest'."),
    };

    private CsvDialect Dialect() => new()
    {
        Delimiter = YamlValue.Character(section.Delimiter, "source.delimiter"),
        Quote = YamlValue.Character(section.Quote, "source.quote") ?? '"',
        Quoting = section.Quoting,
        Header = section.Header,
        ColumnNames = section.ColumnNames,
        Encoding = section.Encoding,
        TrimSpaces = section.TrimSpaces,
        SkipLines = section.SkipLines,
    };
}
