using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;
using DataIngestion.Contracts;
using DataIngestion.Masking;
using DataIngestion.Parquet;

namespace DataIngestion.Pipelines;

/// <summary>Turns rejected rows into rows of the quarantine table: as they were delivered, masked, with where they came from and the names of all failed checks.</summary>
internal sealed class QuarantineRows(PassSetup setup, ContractBinding binding)
{
    public const string SourceFile = "_source_file";
    public const string SourceRow = "_source_row";
    public const string RunId = "_run_id";
    public const string FailedChecks = "_failed_checks";

    private readonly int[] _columns = PublishedColumns(setup);

    /// <summary>All columns but the dropped ones, and what is known of a rejected row.</summary>
    public static Schema SchemaOf(MaskPlan mask) => new(
        [
            .. mask.Output.Select(column => new Field(column.Name, StringType.Default, nullable: true)),
            new Field(SourceFile, StringType.Default, nullable: false),
            new Field(SourceRow, Int64Type.Default, nullable: false),
            new Field(RunId, StringType.Default, nullable: false),
            new Field(FailedChecks, StringType.Default, nullable: false),
        ],
        metadata: null);

    /// <summary>The rejected rows of a batch, or null when there are none. The caller disposes them.</summary>
    public RecordBatch? ToBatch(SourceBatch batch, RowVerdicts verdicts)
    {
        if (verdicts.Rejected == 0)
        {
            return null;
        }

        int[] rows = verdicts.RejectedRows();
        List<IArrowArray> arrays = [.. _columns.Select(column => Delivered(batch, column, rows))];
        arrays.Add(Text(rows, _ => batch.Origin));
        arrays.Add(new Int64Array.Builder().AppendRange(rows.Select(row => batch.FirstRow + row)).Build());
        arrays.Add(Text(rows, _ => setup.RunId));
        arrays.Add(Text(rows, row => string.Join("; ", verdicts.ReasonsOf(row))));
        return new RecordBatch(SchemaOf(setup.Mask), arrays, rows.Length);
    }

    private static int[] PublishedColumns(PassSetup setup)
    {
        HashSet<string> published = [.. setup.Mask.Output.Select(column => column.Name)];
        return [.. Enumerable.Range(0, setup.Contract.Columns.Count).Where(column => published.Contains(setup.Contract.Columns[column].Name))];
    }

    private StringArray Delivered(SourceBatch batch, int column, int[] rows)
    {
        string name = setup.Contract.Columns[column].Name;
        return Text(rows, row => setup.Mask.MaskText(name, binding.TextOf(batch, column, row)));
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
