using System.Text;
using Apache.Arrow;

namespace DataIngestion.Contracts;

/// <summary>Makes deliveries for tests.</summary>
internal static class Delivered
{
    public static StringArray Text(params string?[] values)
    {
        StringArray.Builder builder = new();
        foreach (string? value in values)
        {
            if (value is null)
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append(value, Encoding.UTF8);
            }
        }

        return builder.Build();
    }

    public static SourceBatch Of(params (string Name, IArrowArray Array)[] columns) => new(
        new RecordBatch(
            new Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, true)), null),
            columns.Select(column => column.Array),
            columns[0].Array.Length),
        "file.csv",
        1);

    public static SourceBatch Column(params string?[] values) => Of(("c", Text(values)));

    /// <summary>The typed column and its faults, of a single declared column named c.</summary>
    public static (IArrowArray Array, IReadOnlyList<CellFault> Faults) Cast(ColumnContract column, IArrowArray array)
    {
        using SourceBatch batch = Of((column.Name, ArrowArrayFactory.SliceShared(array, 0, array.Length)));
        ContractedBatch typed = ContractBinding.Bind(new([column]), batch.Batch.Schema).Apply(batch);
        return (typed.Batch.Column(0), typed.Faults);
    }

    public static (IArrowArray Array, IReadOnlyList<CellFault> Faults) Cast(ColumnType type, params string?[] values) =>
        Cast(new ColumnContract("c", type), Text(values));

    public static InferredContract Infer(params string?[] values)
    {
        ContractInference inference = new();
        using SourceBatch batch = Column(values);
        inference.Observe(batch);
        return inference.Complete();
    }

    /// <summary>A CSV file of the claims set as one batch; those files quote nothing.</summary>
    public static SourceBatch Claims(string file)
    {
        string[][] rows = [.. File.ReadAllLines(Path.Combine(SharedData.Folder("CLAIMS_DATA", "claims"), file)).Where(line => line.Length > 0).Select(line => line.Split(','))];
        rows[0][0] = rows[0][0].TrimStart('\uFEFF');
        return Of([.. rows[0].Select((name, i) => (name, (IArrowArray)Text([.. rows[1..].Select(row => row[i].Length == 0 ? null : row[i])])))]);
    }
}
