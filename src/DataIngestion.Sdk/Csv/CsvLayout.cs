using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Csv;

/// <summary>What all chunks of a file have in common.</summary>
internal sealed class CsvLayout
{
    // A block whose text, positions and views stay in the first-level cache while its columns are filled one by one.
    private const int FieldsPerBlock = 2 * 1024;
    private const int LeastRowsPerBlock = 16;
    private const int LeastRowsPerBatch = 256;
    private const int MostRowsPerBatch = 64 * 1024;

    public CsvLayout(CsvOpening opening, CsvDialect dialect, string origin, IReadOnlyCollection<string>? columns, int batchRows, CsvLimits limits)
    {
        Origin = origin;
        Syntax = opening.Layout.Syntax;
        Names = opening.Names;
        HashSet<string>? wanted = columns?.ToHashSet(StringComparer.Ordinal);
        Columns = [.. Enumerable.Range(0, Names.Length).Where(column => wanted is null || wanted.Contains(Names[column]))];
        Schema = new Schema(Columns.Select(column => new Field(Names[column], StringViewType.Default, nullable: true)), metadata: null);
        Expectation = opening.Layout.HasHeader ? $"where the header has {Names.Length}"
            : dialect.ColumnNames is not null ? $"where {Names.Length} columns are declared" : $"where the first row has {Names.Length}";
        int cached = limits.BatchBytes / (TextView.Size * Math.Max(Columns.Length, 1));
        BatchRows = Math.Min(batchRows, Math.Clamp(cached, LeastRowsPerBatch, MostRowsPerBatch));
        BlockRows = Math.Min(BatchRows, Math.Max(FieldsPerBlock / Names.Length, LeastRowsPerBlock));
    }

    public string Origin { get; }

    public CsvSyntax Syntax { get; }

    /// <summary>The names of all columns of the file.</summary>
    public string[] Names { get; }

    /// <summary>Which of them are wanted, in the order of the file.</summary>
    public int[] Columns { get; }

    public Schema Schema { get; }

    /// <summary>How many fields a record is to have and why, for faults.</summary>
    public string Expectation { get; }

    public int BatchRows { get; }

    public int BlockRows { get; }
}
