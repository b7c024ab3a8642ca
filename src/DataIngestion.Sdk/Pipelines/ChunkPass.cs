using Apache.Arrow;
using DataIngestion.Columnar;
using DataIngestion.Contracts;
using DataIngestion.Parquet;
using DataIngestion.Profiles;
using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>What is done with one chunk: checked by itself, then against the rows before it, then published.</summary>
/// <remarks>Its findings are merged in the order of the chunks, so that results do not depend on the number of threads.</remarks>
internal sealed class ChunkPass(
    PassSetup setup,
    SourceChunk chunk,
    ContractBinding binding,
    ValidationRun validation,
    DatasetProfiler profiler,
    KeyIndex? keys,
    KeyColumnRange? keyRange) : IDisposable
{
    private readonly List<CheckedBatch> _batches = [];
    private readonly Dictionary<(string Column, string What), long> _counts = [];
    private readonly QuarantineRows _quarantine = new(setup, binding);
    private readonly List<int> _duplicates = [];

    public long Rows => chunk.Rows;

    public ContractBinding Binding => binding;

    public ValidationRun Validation => validation;

    public DatasetProfiler Profiler => profiler;

    public FindingCollector Findings { get; } = new(setup.Mask.Masked, setup.Release);

    public IReadOnlyDictionary<(string Column, string What), long> Counts => _counts;

    /// <summary>The rejected rows as they are written to quarantine.</summary>
    public IEnumerable<RecordBatch> Quarantined => _batches.Select(batch => batch.Quarantined).OfType<RecordBatch>();

    /// <summary>Everything that needs no other chunk: decoding, contract, rules and mask, batch by batch while it is in the cache.</summary>
    public void Check(CancellationToken cancellationToken)
    {
        long rows = 0;
        foreach (SourceBatch delivered in chunk.Decode())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows += delivered.Batch.Length;
            Check(setup.Conceal(delivered));
        }

        if (rows != chunk.Rows)
        {
            throw new SourceException(
                $"{chunk.Origin}: {chunk.Rows} rows were read from row {chunk.FirstRow} on and {rows} decoded. Nothing was published; please report this.")
            {
                Origin = chunk.Origin,
                Row = chunk.FirstRow,
            };
        }
    }

    /// <summary>Everything that needs the rows before: ordered rules and keys. One chunk at a time, in their order.</summary>
    public void CheckAgainstEarlierRows(ValidationRun ordered, RowOrigins origins)
    {
        foreach (CheckedBatch batch in _batches)
        {
            int reasons = batch.Verdicts.Reasons;
            if (batch.Typed is not null)
            {
                ordered.Observe(batch.Typed, batch.Origin, batch.FirstRow, batch.Verdicts);
            }

            JudgeKeys(batch, origins, rejectedMeanwhile: batch.Verdicts.Reasons > reasons);
        }
    }

    /// <summary>Profiles and writes the rows that passed, and keeps those that do not for quarantine.</summary>
    public async ValueTask PublishAsync(ParquetTableWriter writer, CancellationToken cancellationToken)
    {
        QuarantineLateRejections();
        foreach (CheckedBatch batch in _batches)
        {
            await PublishAsync(batch, writer, cancellationToken).ConfigureAwait(false);
            batch.Release();
        }

        profiler.Seal();
    }

    public void Dispose()
    {
        validation.Dispose();
        _batches.ForEach(batch => batch.Dispose());
    }

    private void Check(SourceBatch batch)
    {
        RowVerdicts verdicts = new();
        verdicts.Begin(batch.Batch.Length);
        using ContractedBatch typed = binding.Apply(batch);
        JudgeShape(batch, verdicts);
        JudgeCells(batch, typed, verdicts);
        validation.Observe(typed.Batch, batch.Origin, batch.FirstRow, verdicts);
        RecordBatch masked = setup.Mask.Apply(typed.Batch);
        _batches.Add(new CheckedBatch(batch.Origin, batch.FirstRow, masked, verdicts)
        {
            Keys = EncodeKeys(masked, verdicts),
            Typed = setup.HasOrderedRules ? typed.Batch.SliceShared(0, typed.Batch.Length) : null,
            Quarantined = _quarantine.ToBatch(batch, verdicts),
            ReasonsInQuarantine = verdicts.Reasons,
        });
    }

    private void JudgeShape(SourceBatch batch, RowVerdicts verdicts)
    {
        foreach (RowFault fault in batch.Faults)
        {
            MismatchPolicy policy = setup.Contract.MalformedRows;
            Findings.Add("contract.row_shape", null, policy, "rows of the wrong shape", batch.Origin, batch.FirstRow + fault.Row, fault.Reason);
            if (policy != MismatchPolicy.Null)
            {
                verdicts.Reject(fault.Row, "contract.row_shape");
            }
        }
    }

    private void JudgeCells(SourceBatch batch, ContractedBatch typed, RowVerdicts verdicts)
    {
        foreach (CellFault fault in typed.Faults)
        {
            ColumnContract column = setup.Contract.Columns[fault.Column];
            bool missing = fault.Kind == CellFaultKind.MissingRequired;
            string check = missing ? $"contract.required({column.Name})" : $"contract.type({column.Name})";
            string message = missing ? "required and missing" : $"does not fit {column.Type}";
            bool reject = column.OnMismatch != MismatchPolicy.Null || column.Required;
            MismatchPolicy policy = column.OnMismatch == MismatchPolicy.Null && column.Required ? MismatchPolicy.Quarantine : column.OnMismatch;
            string? value = missing ? null : binding.TextOf(batch, fault.Column, fault.Row);
            Findings.Add(check, column.Name, policy, message, batch.Origin, batch.FirstRow + fault.Row, ColumnText.Shorten(value));
            if (reject)
            {
                verdicts.Reject(fault.Row, check);
            }
            else
            {
                _counts[(column.Name, "set to missing")] = _counts.GetValueOrDefault((column.Name, "set to missing")) + 1;
            }
        }
    }

    // A row that is rejected has no key: another row with the same key may be the right one.
    private KeyBlock? EncodeKeys(RecordBatch masked, RowVerdicts verdicts)
    {
        KeyBlock? block = keys?.Encoder.Encode(masked);
        block?.Exclude(verdicts.RejectedRows());
        return block;
    }

    private void JudgeKeys(CheckedBatch batch, RowOrigins origins, bool rejectedMeanwhile)
    {
        _duplicates.Clear();
        _duplicates.AddRange(setup.KnownDuplicates.Repeated.RowsIn(batch.Origin, batch.FirstRow, batch.Rows));
        if (batch.Keys is not null)
        {
            origins.Add(batch.Origin, batch.FirstRow, batch.Rows);
            batch.Keys.Exclude(rejectedMeanwhile ? batch.Verdicts.RejectedRows() : []);
            keys!.Add(batch.Keys, _duplicates);
        }

        foreach (int row in _duplicates)
        {
            RejectDuplicate(batch, row, "occurs more than once in the delivery");
        }

        foreach (int row in setup.KnownDuplicates.InTable.RowsIn(batch.Origin, batch.FirstRow, batch.Rows))
        {
            RejectDuplicate(batch, row, "is in the table already");
        }
    }

    private void RejectDuplicate(CheckedBatch batch, int row, string what)
    {
        string check = setup.KeyCheck;
        Findings.Add(check, null, setup.Contract.DuplicateKeys, "key " + what, batch.Origin, batch.FirstRow + row, setup.KeyText(batch.Masked, row));
        batch.Verdicts.Reject(row, check);
    }

    // What was delivered is gone by then, so the chunk is decoded once more: rare, and cheaper than keeping it for every row.
    private void QuarantineLateRejections()
    {
        if (_batches.All(batch => batch.Verdicts.Reasons == batch.ReasonsInQuarantine))
        {
            return;
        }

        int index = 0;
        foreach (SourceBatch delivered in chunk.Decode())
        {
            CheckedBatch batch = _batches[index++];
            if (batch.Verdicts.Reasons != batch.ReasonsInQuarantine)
            {
                batch.Quarantined?.Dispose();
                batch.Quarantined = _quarantine.ToBatch(setup.Conceal(delivered), batch.Verdicts);
            }
        }
    }

    private async ValueTask PublishAsync(CheckedBatch batch, ParquetTableWriter writer, CancellationToken cancellationToken)
    {
        using RecordBatch? taken = batch.Verdicts.Rejected == 0 ? null : Take.Rows(batch.Masked, batch.Verdicts.KeptRows());
        RecordBatch published = taken ?? batch.Masked;
        if (published.Length > 0)
        {
            profiler.Observe(published);
            keyRange?.Observe(published);
            await writer.WriteAsync(published, cancellationToken).ConfigureAwait(false);
        }
    }
}
