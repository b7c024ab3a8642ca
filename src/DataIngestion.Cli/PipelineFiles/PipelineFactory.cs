namespace DataIngestion.Cli.PipelineFiles;

/// <summary>Builds the pipeline that a file describes, over the local disk.</summary>
internal sealed class PipelineFactory(string path)
{
    private readonly PipelineFile _file = PipelineFileReader.Read(path);
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>Whether checks may start programs.</summary>
    public bool AllowPrograms { get; init; }

    public string LakeFolder => Path.GetFullPath(_file.Lake.Folder, _folder);

    public string Name => _file.Pipeline ?? throw Fault("pipeline", "is missing: give the pipeline a name");

    public string TableFolder => Path.Combine(LakeFolder, "processed", Name);

    public (DataPipeline Pipeline, SqliteMetadataStore? Metadata) Build()
    {
        SqliteMetadataStore? metadata = null;
        try
        {
            LocalStore lake = LocalStore.Open(LakeFolder);
            DataPipelineBuilder builder = DataPipeline.Create(Name)
                .From(new SourceFactory(_file.Source ?? throw Fault("source", "is missing"), _folder).Build())
                .StoreProcessed(lake.Zone("processed"))
                .WriteMode(YamlValue.Enum(_file.Lake.Mode, TableWriteMode.Append, "lake.mode"))
                .WriteParquet(new ParquetWriteOptions { Compression = Compression() });
            metadata = _file.Lake.Metadata ? SqliteMetadataStore.Open(Path.Combine(LakeFolder, "metadata.db")) : null;
            return (Configure(builder, lake, metadata).Build(), metadata);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or SuiteImportException)
        {
            throw new PipelineFileException($"{path}: {exception.Message}", exception);
        }
    }

    private DataPipelineBuilder Configure(DataPipelineBuilder builder, LocalStore lake, SqliteMetadataStore? metadata)
    {
        if (_file.Contract is { } contract)
        {
            builder.WithContract(ContractFactory.Build(contract));
        }

        if (_file.Drift is { } drift)
        {
            builder.DetectDrift(configure => DriftFactory.Apply(drift, configure));
        }

        if (_file.Lake.Raw)
        {
            builder.StoreRaw(lake.Zone("raw"));
        }

        if (metadata is not null)
        {
            builder.TrackIn(metadata);
        }

        if (_file.InOrder)
        {
            builder.InOrder();
        }

        if (_file.Validate is { } checks)
        {
            builder.Validate(rules => ValidationSuite.Of(checks, "validate").AddTo(rules, AllowPrograms));
        }

        return builder.Mask(mask => MaskFactory.Apply(_file.Mask, mask, _folder));
    }

    private ParquetCompression Compression() => _file.Lake.Compression switch
    {
        null or "zstd" => ParquetCompression.Zstandard,
        "snappy" => ParquetCompression.Snappy,
        { } other => throw Fault("lake.compression", $"is '{other}': use zstd or snappy"),
    };

    private PipelineFileException Fault(string setting, string what) => new($"{path}: '{setting}' {what}.");
}
