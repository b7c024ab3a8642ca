using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Contracts;
using DataIngestion.Delta;
using DataIngestion.Masking;
using DataIngestion.Parquet;
using DataIngestion.Profiles;
using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>The one pass over a delivery: raw copy, contract, rules, mask, key, profile and staged files, batch by batch while it is in the cache.</summary>
internal sealed class DeliveryPass : IAsyncDisposable
{
    private readonly PassSetup _setup;
    private readonly RowVerdicts _verdicts = new();
    private readonly List<int> _duplicates = [];
    private readonly List<PartitionReceipt> _receipts = [];
    private readonly Dictionary<string, string> _detected = [];
    private readonly Dictionary<(string Column, string What), long> _counts = [];
    private readonly FindingCollector _findings;
    private readonly ValidationRun _validation;
    private readonly DatasetProfiler _profiler;
    private readonly ParquetTableWriter _writer;
    private readonly Schema? _keySchema;
    private readonly FileStatistics? _keyRange;
    private QuarantineWriter? _quarantine;
    private IReadOnlyList<StagedFile> _quarantineFiles = [];
    private long _bytesBefore;
    private long _read;

    public DeliveryPass(PassSetup setup)
    {
        _setup = setup;
        _findings = new FindingCollector(setup.Mask.Masked, setup.Release);
        _validation = new ValidationRun(setup.Definition.Rules, ContractSchema.Of(setup.Contract), setup.Mask.Masked);
        _profiler = new DatasetProfiler(setup.Mask.OutputSchema, setup.Mask.Withheld);
        _writer = setup.DataWriter();

        // A second pass is told every duplicate by the first.
        if (setup.Contract.PrimaryKey.Count > 0 && setup.KnownDuplicates.Count == 0)
        {
            Keys = new KeyIndex(setup.Mask.OutputSchema, setup.Contract.PrimaryKey, setup.Definition.Keys);
            _keySchema = new Schema(setup.Contract.PrimaryKey.Select(setup.Mask.OutputSchema.GetFieldByName), null);
            _keyRange = new FileStatistics(_keySchema, new HashSet<string>());
        }
    }

    public KeyIndex? Keys { get; }

    /// <summary>Smallest and largest value of each key column among the published rows, to leave out files of the table.</summary>
    public IReadOnlyList<ColumnStatistics> KeyRange => _keyRange?.Complete() ?? [];

    public RowOrigins Origins { get; } = new();

    public FindingCollector Findings => _findings;

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellationToken)
    {
        foreach (SourcePartition partition in _setup.Delivery.Partitions)
        {
            await ReadPartitionAsync(partition, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<ValidationResult> rules = await _validation.CompleteAsync(cancellationToken).ConfigureAwait(false);
        return new PassResult(
            await _writer.CompleteAsync(cancellationToken).ConfigureAwait(false),
            _quarantineFiles,
            _profiler.Complete(),
            _receipts,
            _read,
            [.. _findings.Results(_read), .. rules],
            [.. _counts.Select(count => new ColumnCount(count.Key.Column, count.Key.What, count.Value)), .. _setup.Mask.Counts],
            _detected);
    }

    public async ValueTask DisposeAsync()
    {
        Keys?.Dispose();
        await _writer.DisposeAsync().ConfigureAwait(false);
        if (_quarantine is not null)
        {
            await _quarantine.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask ReadPartitionAsync(SourcePartition partition, CancellationToken cancellationToken)
    {
        SourceReadRequest request = new() { Columns = _setup.Columns, Raw = _setup.Raw };
        SourceReader reader = await _setup.Definition.Source.OpenAsync(partition, request, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            ContractBinding binding = ContractBinding.Bind(_setup.Contract, reader.Schema);
            ReportShape(binding, partition.Origin);
            await ReadBatchesAsync(reader, binding, cancellationToken).ConfigureAwait(false);
            _receipts.Add(await reader.CompleteAsync(cancellationToken).ConfigureAwait(false));
            _bytesBefore += reader.BytesRead;
            Collect(reader, binding);
        }
    }

    private async ValueTask ReadBatchesAsync(SourceReader reader, ContractBinding binding, CancellationToken cancellationToken)
    {
        // One quarantine writer a partition: what was delivered is described by that partition's binding.
        _quarantine = new QuarantineWriter(_setup.Contract, binding, _setup.Mask, _setup.RunId, _setup.QuarantineTableWriter);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            using (batch)
            {
                await ObserveAsync(batch, binding, cancellationToken).ConfigureAwait(false);
                _setup.Report(RunStage.Reading, _read, _bytesBefore + reader.BytesRead);
            }
        }

        _quarantineFiles = [.. _quarantineFiles, .. await _quarantine.CompleteAsync(cancellationToken).ConfigureAwait(false)];
        await _quarantine.DisposeAsync().ConfigureAwait(false);
        _quarantine = null;
    }

    private async ValueTask ObserveAsync(SourceBatch delivered, ContractBinding binding, CancellationToken cancellationToken)
    {
        SourceBatch batch = _setup.Mask.Masked.Count == 0 ? delivered : MisshapenRows.Conceal(delivered);
        _read += batch.Batch.Length;
        _verdicts.Begin(batch.Batch.Length);
        using ContractedBatch typed = binding.Apply(batch);
        JudgeShape(batch);
        JudgeCells(batch, typed, binding);
        _validation.Observe(typed.Batch, batch.Origin, batch.FirstRow, _verdicts);
        using RecordBatch masked = _setup.Mask.Apply(typed.Batch);
        JudgeKeys(batch, masked);
        await PublishAsync(masked, cancellationToken).ConfigureAwait(false);
        await _quarantine!.WriteAsync(batch, _verdicts, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask PublishAsync(RecordBatch masked, CancellationToken cancellationToken)
    {
        int[]? kept = _verdicts.Rejected == 0 ? null : _verdicts.KeptRows();
        using RecordBatch? taken = kept is null ? null : Take.Rows(masked, kept);
        RecordBatch published = taken ?? masked;
        if (published.Length > 0)
        {
            _profiler.Observe(published);
            ObserveKeyRange(published);
            await _writer.WriteAsync(published, cancellationToken).ConfigureAwait(false);
        }
    }

    private void ObserveKeyRange(RecordBatch published)
    {
        if (_keySchema is not null)
        {
            IArrowArray[] keys = [.. _keySchema.FieldsList.Select(field => published.Column(published.Schema.GetFieldIndex(field.Name)))];
            _keyRange!.Observe(new RecordBatch(_keySchema, keys, published.Length));
        }
    }

    private void ReportShape(ContractBinding binding, string origin)
    {
        foreach (ShapeFinding finding in binding.Findings)
        {
            _findings.Add($"contract.columns({finding.Column})", finding.Column, finding.Holds, $"{origin}: {finding.Message}");
        }
    }

    private void JudgeShape(SourceBatch batch)
    {
        foreach (RowFault fault in batch.Faults)
        {
            MismatchPolicy policy = _setup.Contract.MalformedRows;
            _findings.Add("contract.row_shape", null, policy, "rows of the wrong shape", batch.Origin, batch.FirstRow + fault.Row, fault.Reason);
            if (policy != MismatchPolicy.Null)
            {
                _verdicts.Reject(fault.Row, "contract.row_shape");
            }
        }
    }

    private void JudgeCells(SourceBatch batch, ContractedBatch typed, ContractBinding binding)
    {
        foreach (CellFault fault in typed.Faults)
        {
            ColumnContract column = _setup.Contract.Columns[fault.Column];
            bool missing = fault.Kind == CellFaultKind.MissingRequired;
            string check = missing ? $"contract.required({column.Name})" : $"contract.type({column.Name})";
            string message = missing ? "required and missing" : $"does not fit {column.Type}";
            bool reject = column.OnMismatch != MismatchPolicy.Null || column.Required;
            MismatchPolicy policy = column.OnMismatch == MismatchPolicy.Null && column.Required ? MismatchPolicy.Quarantine : column.OnMismatch;
            string? value = missing ? null : binding.TextOf(batch, fault.Column, fault.Row);
            _findings.Add(check, column.Name, policy, message, batch.Origin, batch.FirstRow + fault.Row, ColumnText.Shorten(value));
            if (reject)
            {
                _verdicts.Reject(fault.Row, check);
            }
            else
            {
                Count(column.Name, "set to missing", 1);
            }
        }
    }

    private void JudgeKeys(SourceBatch batch, RecordBatch masked)
    {
        _duplicates.Clear();
        _duplicates.AddRange(_setup.KnownDuplicates.Repeated.RowsIn(batch));
        if (Keys is not null)
        {
            Origins.Add(batch);
            Keys.Observe(masked, _duplicates, _verdicts.RejectedRows());
        }

        foreach (int row in _duplicates)
        {
            RejectDuplicate(batch, masked, row, "occurs more than once in the delivery");
        }

        foreach (int row in _setup.KnownDuplicates.InTable.RowsIn(batch))
        {
            RejectDuplicate(batch, masked, row, "is in the table already");
        }
    }

    private void RejectDuplicate(SourceBatch batch, RecordBatch masked, int row, string what)
    {
        string check = _setup.KeyCheck;
        _findings.Add(check, null, _setup.Contract.DuplicateKeys, "key " + what, batch.Origin, batch.FirstRow + row, _setup.KeyText(masked, row));
        _verdicts.Reject(row, check);
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
