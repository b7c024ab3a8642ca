using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;
using DataIngestion.Contracts;
using DataIngestion.Masking;
using DataIngestion.Parquet;

namespace DataIngestion.Pipelines;

/// <summary>Writes rejected rows as they were delivered, masked, with where they came from and the names of all failed checks.</summary>
internal sealed class QuarantineWriter : IAsyncDisposable
{
    public const string SourceFile = "_source_file";
    public const string SourceRow = "_source_row";
    public const string RunId = "_run_id";
    public const string FailedChecks = "_failed_checks";

    private readonly ContractBinding _binding;
    private readonly MaskPlan _mask;
    private readonly string _runId;
    private readonly int[] _columns;
    private readonly ParquetTableWriter _writer;

    public QuarantineWriter(DataContract contract, ContractBinding binding, MaskPlan mask, string runId, Func<Schema, ParquetTableWriter> writer)
    {
        _binding = binding;
        _mask = mask;
        _runId = runId;
        Columns = ColumnsOf(mask);
        _columns = [.. Enumerable.Range(0, contract.Columns.Count).Where(column => Columns.Contains(contract.Columns[column].Name))];
        Schema = SchemaOf(Columns);
        _writer = writer(Schema);
    }

    public IReadOnlyList<string> Columns { get; }

    public Schema Schema { get; }

    public long Rows { get; private set; }

    /// <summary>All columns but the dropped ones.</summary>
    public static IReadOnlyList<string> ColumnsOf(MaskPlan mask) => [.. mask.Output.Select(column => column.Name)];

    public static Schema SchemaOf(IReadOnlyList<string> columns) => new(
        [
            .. columns.Select(name => new Field(name, StringType.Default, nullable: true)),
            new Field(SourceFile, StringType.Default, nullable: false),
            new Field(SourceRow, Int64Type.Default, nullable: false),
            new Field(RunId, StringType.Default, nullable: false),
            new Field(FailedChecks, StringType.Default, nullable: false),
        ],
        metadata: null);

    public async ValueTask WriteAsync(SourceBatch batch, RowVerdicts verdicts, CancellationToken cancellationToken)
    {
        int[] rows = verdicts.RejectedRows();
        if (rows.Length == 0)
        {
            return;
        }

        using RecordBatch rejected = ToBatch(batch, rows, verdicts);
        await _writer.WriteAsync(rejected, cancellationToken).ConfigureAwait(false);
        Rows += rows.Length;
    }

    public ValueTask<IReadOnlyList<StagedFile>> CompleteAsync(CancellationToken cancellationToken) => _writer.CompleteAsync(cancellationToken);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private RecordBatch ToBatch(SourceBatch batch, int[] rows, RowVerdicts verdicts)
    {
        List<IArrowArray> arrays = [.. _columns.Select((column, index) =>
            Text(rows, row => _mask.MaskText(Columns[index], _binding.TextOf(batch, column, row))))];
        arrays.Add(Text(rows, _ => batch.Origin));
        arrays.Add(new Int64Array.Builder().AppendRange(rows.Select(row => batch.FirstRow + row)).Build());
        arrays.Add(Text(rows, _ => _runId));
        arrays.Add(Text(rows, row => string.Join("; ", verdicts.ReasonsOf(row))));
        return new RecordBatch(Schema, arrays, rows.Length);
    }

    private static StringArray Text(int[] rows, Func<int, string?> value)
    {
        StringArray.Builder builder = new();
        foreach (int row in rows)
        {
            builder.Append(value(row));
        }

        return builder.Build();
    }
}
