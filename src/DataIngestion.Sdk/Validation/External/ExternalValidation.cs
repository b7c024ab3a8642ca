using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>One run of a program over all rows. It is started with the first batch, or at the end where there is none.</summary>
internal sealed class ExternalValidation(ExternalProgram program, IReadOnlyList<string> columns, Schema schema) : IValidation, IDisposable
{
    private ProgramRun? _run;
    private IRowFormat? _format;
    private long _rows;

    /// <summary>What the program printed; known when the check is complete.</summary>
    public ExternalAnswer? Answer { get; private set; }

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        Start();
        _rows += batch.Length;

        // One that has closed its input is asked at the end why.
        if (batch.Length > 0 && !_run!.HasStoppedReading)
        {
            _run.Write(_format!.Rows(batch));
        }
    }

    public void Merge(IValidation other) =>
        throw new InvalidOperationException("One program sees all rows in their order, so a single state sees them all.");

    public async ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        Start();
        byte[] output = await _run!.CompleteAsync(_format!.End(), cancellationToken).ConfigureAwait(false);
        Answer = ExternalAnswer.Parse(output, program.Options.Scope, _rows);
        return Answer.ToOutcome(_rows, Answer.FailedRows.Count);
    }

    public void Dispose()
    {
        _run?.Dispose();
        _format?.Dispose();
    }

    private void Start()
    {
        if (_run is null)
        {
            _format = program.Options.Format == ExternalFormat.ArrowStream ? new ArrowRows(schema, columns) : new CsvRows(schema, columns);
            _run = ProgramRun.Start(program);
            _run.Write(_format.Begin());
        }
    }
}
