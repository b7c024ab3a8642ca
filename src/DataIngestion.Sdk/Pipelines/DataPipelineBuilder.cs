using System.Text.RegularExpressions;
using DataIngestion.Contracts;
using DataIngestion.Masking;
using DataIngestion.Pipelines;
using DataIngestion.Validation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DataIngestion;

/// <summary>Describes a pipeline. <see cref="Build"/> checks everything that can be checked without reading data and names the setting at fault.</summary>
/// <remarks>Not thread-safe; the built pipeline is.</remarks>
public sealed partial class DataPipelineBuilder
{
    // Each lane holds a row group of its own; more cores than these need a decision about memory.
    private const int MostParallelism = 8;

    private readonly string _name;
    private readonly ValidationBuilder _validation = new();
    private readonly MaskBuilder _mask = new();
    private ISource? _source;
    private DataContract? _contract;
    private DriftBuilder? _drift;
    private StorageZone? _raw;
    private StorageZone? _processed;
    private IMetadataStore? _metadata;
    private TableWriteMode _mode;
    private ParquetWriteOptions _parquet = new();
    private bool _inOrder;
    private long _memoryBudget = 16L << 20;
    private string? _spillFolder;
    private int _parallelism = Math.Min(Environment.ProcessorCount, MostParallelism);
    private TimeProvider _time = TimeProvider.System;
    private ILoggerFactory _loggers = NullLoggerFactory.Instance;

    internal DataPipelineBuilder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!NamePattern().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' is no pipeline name: use letters, digits, '_' and '-', beginning with a letter.", nameof(name));
        }

        _name = name;
    }

    /// <summary>Where rows come from.</summary>
    /// <param name="source">The source.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder From(ISource source) => Set(ref _source, source);

    /// <summary>Declares the contract. Without one it is inferred over the whole first delivery and then frozen in the table.</summary>
    /// <param name="configure">Declares the columns.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The declaration contradicts itself; the message names the setting.</exception>
    public DataPipelineBuilder WithContract(Action<ContractBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ContractBuilder builder = new();
        configure(builder);
        return WithContract(builder.Build());
    }

    /// <summary>Declares the contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder WithContract(DataContract contract) => Set(ref _contract, contract);

    /// <summary>Adds rules that every delivery is checked against.</summary>
    /// <param name="configure">Adds the rules.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder Validate(Action<ValidationBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_validation);
        return this;
    }

    /// <summary>Compares every delivery with what was published before.</summary>
    /// <param name="configure">Chooses columns, tests and the consequence.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder DetectDrift(Action<DriftBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _drift ??= new DriftBuilder();
        configure(_drift);
        return this;
    }

    /// <summary>Masks columns before anything is published, profiled or reported.</summary>
    /// <param name="configure">Chooses columns and masks.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder Mask(Action<MaskBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_mask);
        return this;
    }

    /// <summary>Keeps the untouched original of every delivery, readable by its owner only. Masked values are in there in clear.</summary>
    /// <param name="zone">The raw zone.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder StoreRaw(StorageZone zone) => Set(ref _raw, zone);

    /// <summary>Where the table goes: <c>zone/NAME</c>, with <c>zone/NAME__quarantine</c> beside it.</summary>
    /// <param name="zone">The processed zone.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder StoreProcessed(StorageZone zone) => Set(ref _processed, zone);

    /// <summary>Keeps the history of runs for queries.</summary>
    /// <param name="metadata">The metadata store. Whoever opened it disposes it.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder TrackIn(IMetadataStore metadata) => Set(ref _metadata, metadata);

    /// <summary>Chooses between append, the default, and overwrite.</summary>
    /// <param name="mode">The mode.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder WriteMode(TableWriteMode mode)
    {
        _mode = mode;
        return this;
    }

    /// <summary>Chooses compression and file sizes.</summary>
    /// <param name="options">The options.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder WriteParquet(ParquetWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _parquet = options;
        return this;
    }

    /// <summary>A delivery that is held or fails stops those after it. By default the others go on.</summary>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder InOrder()
    {
        _inOrder = true;
        return this;
    }

    /// <summary>Chooses how many parts of a delivery are worked on at the same time. Each takes up to two row groups of memory and writes files of its own.</summary>
    /// <param name="degree">At least 1. By default as many as the machine has cores, at most 8.</param>
    /// <returns>This builder.</returns>
    /// <remarks>Results do not depend on it; how the rows are spread over files does.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The degree is below 1.</exception>
    public DataPipelineBuilder WithParallelism(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        _parallelism = degree;
        return this;
    }

    /// <summary>Bounds the memory for what grows with the rows of a delivery: its keys, at 26 to 39 bytes each. What exceeds it goes to a temporary file, masked, and is compared at the end.</summary>
    /// <param name="bytes">0 or more. The default is 16,777,216 (16 MiB), some million keys: spilling costs little, and the memory of a run hardly grows with its rows.</param>
    /// <param name="spillFolder">The folder of that file, readable by its owner only, or <see langword="null"/> for the system's temporary folder.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public DataPipelineBuilder WithMemoryBudget(long bytes, string? spillFolder = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        (_memoryBudget, _spillFolder) = (bytes, spillFolder);
        return this;
    }

    /// <summary>Takes the time from somewhere else than the system clock.</summary>
    /// <param name="time">The clock.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder UseTime(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        return this;
    }

    /// <summary>Where the log goes.</summary>
    /// <param name="loggers">The logger factory.</param>
    /// <returns>This builder.</returns>
    public DataPipelineBuilder LogTo(ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        _loggers = loggers;
        return this;
    }

    /// <summary>Checks everything and freezes the pipeline.</summary>
    /// <returns>The pipeline.</returns>
    /// <exception cref="ArgumentException">A setting is missing or contradicts another; the message names it.</exception>
    public DataPipeline Build()
    {
        StorageZone processed = Require(_processed, nameof(StoreProcessed));
        PipelineDefinition definition = new()
        {
            Name = _name,
            Source = Require(_source, nameof(From)),
            Table = processed.Zone(_name),
            Quarantine = processed.Zone(_name + "__quarantine"),
            Raw = _raw,
            Contract = _contract is null ? null : ContractRules.Check(_contract),
            Rules = _validation.Build(),
            Drift = _drift?.Build(),
            Mask = _mask,
            Metadata = _metadata,
            Mode = _mode,
            Parquet = _parquet,
            InOrder = _inOrder,
            Parallelism = _parallelism,
            Keys = new KeyIndexOptions { MemoryBudget = _memoryBudget, SpillFolder = _spillFolder, Degree = _parallelism },
            Time = _time,
            Logger = _loggers.CreateLogger("DataIngestion." + _name),
        };
        CheckAgainstContract(definition);
        return new DataPipeline(definition);
    }

    private static void CheckAgainstContract(PipelineDefinition definition)
    {
        if (definition.Contract is not { } contract)
        {
            return;
        }

        MaskPlan mask = MaskPlan.Build(definition.Mask, contract);
        if (contract.MalformedRows == MismatchPolicy.Null && definition.Mask.Masks.Count > 0)
        {
            throw new ArgumentException(
                "The contract publishes malformed rows (MalformedRows is Null) and the pipeline masks columns: in such a row a value may stand under another column's name and escape its mask. Use Quarantine or Fail.");
        }

        // Begins every check, so that a column that is not there surfaces now.
        using ValidationRun tried = new(definition.Rules, ContractSchema.Of(contract), new ValidationRunOptions { Masked = mask.Masked });
    }

    private static T Require<T>(T? value, string setting)
        where T : class =>
        value ?? throw new ArgumentException($"The pipeline has no {setting}(…): call it before Build().");

    private DataPipelineBuilder Set<T>(ref T? field, T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        field = value;
        return this;
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex NamePattern();
}
