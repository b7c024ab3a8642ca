using Apache.Arrow;
using DataIngestion.Contracts;
using DataIngestion.Delta;
using DataIngestion.Parquet;
using DataIngestion.Profiles;
using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>The one pass over a delivery: raw copy, contract, rules, mask, key, profile and staged files, chunk by chunk on all lanes.</summary>
internal sealed class DeliveryPass : IAsyncDisposable
{
    private const int ChunksBeforeEstimate = 16;

    private readonly PassSetup _setup;
    private readonly List<PartitionReceipt> _receipts = [];
    private readonly Dictionary<string, string> _detected = [];
    private readonly Dictionary<(string Column, string What), long> _counts = [];
    private readonly ValidationRun _validation;
    private readonly ValidationRun _ordered;
    private readonly DatasetProfiler _profiler;
    private readonly ParquetTableWriter[] _writers;
    private readonly ParquetTableWriter _quarantine;
    private readonly KeyColumnRange? _keyRange;
    private long _bytesBefore;
    private long _read;

    public DeliveryPass(PassSetup setup)
    {
        _setup = setup;
        Findings = new FindingCollector(setup.Mask.Masked, setup.Release);
        Schema typed = ContractSchema.Of(setup.Contract);
        ValidationRunOptions options = new() { Masked = setup.Mask.Masked, Past = setup.Past };
        _validation = new ValidationRun([.. setup.Rules.Where(rule => !rule.Validator.IsOrdered)], typed, options);
        _ordered = new ValidationRun([.. setup.Rules.Where(rule => rule.Validator.IsOrdered)], typed, options);
        _profiler = new DatasetProfiler(setup.Mask.OutputSchema, setup.Mask.Withheld);
        _writers = [.. Enumerable.Range(0, setup.Definition.Parallelism).Select(_ => setup.DataWriter())];
        _quarantine = setup.QuarantineWriter();

        // A second pass is told every duplicate by the first.
        if (setup.KeySchema is { } keys && setup.KnownDuplicates.Count == 0)
        {
            Keys = new KeyIndex(setup.Mask.OutputSchema, setup.Contract.PrimaryKey, setup.Keys);
            _keyRange = new KeyColumnRange(keys);
        }
    }

    public KeyIndex? Keys { get; }

    public IReadOnlyList<ColumnStatistics> KeyRange => _keyRange?.Complete() ?? [];

    public RowOrigins Origins { get; } = new();

    public FindingCollector Findings { get; }

    /// <summary>The rules of a further pass, or null where every rule has named its failing rows. Known after the pass.</summary>
    public IReadOnlyList<ValidationRule>? NextRules()
    {
        Dictionary<string, ValidationRule> open = _validation.SecondPassRules.Concat(_ordered.SecondPassRules).ToDictionary(rule => rule.Name);
        return open.Count == 0 ? null : [.. _setup.Rules.Select(rule => open.GetValueOrDefault(rule.Name, rule))];
    }

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellationToken)
    {
        foreach (SourcePartition partition in _setup.Delivery.Partitions)
        {
            await ReadPartitionAsync(partition, cancellationToken).ConfigureAwait(false);
        }

        return new PassResult(
            await CompleteFilesAsync(cancellationToken).ConfigureAwait(false),
            await _quarantine.CompleteAsync(cancellationToken).ConfigureAwait(false),
            _profiler.Complete(),
            _receipts,
            _read,
            await CompleteChecksAsync(cancellationToken).ConfigureAwait(false),
            [.. _counts.Select(count => new ColumnCount(count.Key.Column, count.Key.What, count.Value)), .. _setup.Mask.Counts],
            _detected)
        {
            Metrics = _validation.Figures.Concat(_ordered.Figures).DistinctBy(figure => figure.Key).ToDictionary(StringComparer.Ordinal),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _validation.Dispose();
        _ordered.Dispose();
        Keys?.Dispose();
        foreach (ParquetTableWriter writer in _writers)
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }

        await _quarantine.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask ReadPartitionAsync(SourcePartition partition, CancellationToken cancellationToken)
    {
        SourceReadRequest request = new() { Columns = _setup.Columns, Raw = _setup.Raw };
        SourceReader reader = await _setup.Definition.Source.OpenAsync(partition, request, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            ContractBinding binding = ContractBinding.Bind(_setup.Contract, reader.Schema, dictionaries: true);
            ReportShape(binding, partition.Origin);
            await ReadChunksAsync(reader, partition, binding, cancellationToken).ConfigureAwait(false);
            _receipts.Add(await reader.CompleteAsync(cancellationToken).ConfigureAwait(false));
            _bytesBefore += reader.BytesRead;
            Collect(reader, binding);
        }
    }

    private async ValueTask ReadChunksAsync(SourceReader reader, SourcePartition partition, ContractBinding binding, CancellationToken cancellationToken)
    {
        Turnstile keys = new();
        using Sequencer<ChunkPass> results = new(async (pass, stop) =>
        {
            await MergeAsync(pass, binding, stop).ConfigureAwait(false);
            _setup.Report(RunStage.Reading, _read, _bytesBefore + reader.BytesRead);
        });
        using Lanes<SourceChunk> lanes = new(_writers.Length, cancellationToken);
        await lanes.RunAsync(reader.ReadAsync, async (lane, number, chunk, stop) =>
        {
            ChunkPass pass = new(_setup, chunk, binding.Fork(), _validation.Fork(), _profiler.Fork(), Keys, _keyRange);
            try
            {
                pass.Check(stop);
                await keys.EnterAsync(number, stop).ConfigureAwait(false);
                pass.CheckAgainstEarlierRows(_ordered, Origins);
                ExpectKeys(number, chunk, partition, reader.BytesRead);
                keys.Leave();
                await pass.PublishAsync(_writers[lane], stop).ConfigureAwait(false);
            }
            catch
            {
                pass.Dispose();
                throw;
            }

            await results.AddAsync(number, pass, stop).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    // By then most of what was read has also been counted, so that the rest can be told from it.
    private void ExpectKeys(long number, SourceChunk chunk, SourcePartition partition, long bytesRead)
    {
        if (Keys is not null && number == ChunksBeforeEstimate && bytesRead > 0 && partition.Length > bytesRead)
        {
            double share = (double)partition.Length / bytesRead;
            Keys.Expect((long)(Keys.Rows + ((share - 1) * (chunk.FirstRow + chunk.Rows))));
        }
    }

    private async ValueTask MergeAsync(ChunkPass pass, ContractBinding binding, CancellationToken cancellationToken)
    {
        _read += pass.Rows;
        binding.Merge(pass.Binding);
        Findings.Merge(pass.Findings);
        _validation.Merge(pass.Validation);
        _profiler.Merge(pass.Profiler);
        foreach (((string column, string what), long count) in pass.Counts)
        {
            Count(column, what, count);
        }

        foreach (RecordBatch rejected in pass.Quarantined)
        {
            await _quarantine.WriteAsync(rejected, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<StagedFile>> CompleteFilesAsync(CancellationToken cancellationToken)
    {
        // Each still has a row group to encode.
        IReadOnlyList<StagedFile>[] files = await Task.WhenAll(
            _writers.Select(writer => Task.Run(() => writer.CompleteAsync(cancellationToken).AsTask(), cancellationToken))).ConfigureAwait(false);
        return [.. files.SelectMany(staged => staged)];
    }

    private async ValueTask<IReadOnlyList<ValidationResult>> CompleteChecksAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, ValidationResult> results = (await _validation.CompleteAsync(cancellationToken).ConfigureAwait(false))
            .Concat(await _ordered.CompleteAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(result => result.Check);
        return
        [
            .. Findings.Results(_read),
            .. _setup.Rules.Select(rule => results[rule.Name]),
        ];
    }

    private void ReportShape(ContractBinding binding, string origin)
    {
        foreach (ShapeFinding finding in binding.Findings)
        {
            Findings.Add($"contract.columns({finding.Column})", finding.Column, finding.Holds, $"{origin}: {finding.Message}");
        }
    }

    private void Collect(SourceReader reader, ContractBinding binding)
    {
        foreach ((string name, string value) in reader.Detected)
        {
            _detected[name] = value;
        }

        foreach (ColumnCount count in binding.Counts)
        {
            Count(count.Column, count.What, count.Count);
        }
    }

    private void Count(string column, string what, long count) =>
        _counts[(column, what)] = _counts.GetValueOrDefault((column, what)) + count;
}
