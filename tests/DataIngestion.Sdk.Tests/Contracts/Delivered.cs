using System.Buffers.Binary;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Contracts.Casts;

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

    /// <summary>The same text as string views, with bytes in two buffers.</summary>
    public static StringViewArray Views(StringArray text)
    {
        byte[] views = new byte[text.Length * 16];
        byte[] validity = new byte[(text.Length + 7) / 8];
        List<byte>[] buffers = [[1, 2, 3], []];
        int nulls = 0;
        for (int row = 0; row < text.Length; row++)
        {
            ReadOnlySpan<byte> cell = text.GetBytes(row, out bool missing);
            Span<byte> view = views.AsSpan(row * 16, 16);
            BitUtility.SetBit(validity, row, !missing);
            if (missing)
            {
                // What a null hides may be anything.
                view.Fill(0xEE);
                nulls++;
                continue;
            }

            BinaryPrimitives.WriteInt32LittleEndian(view, cell.Length);
            if (cell.Length <= 12)
            {
                cell.CopyTo(view[4..]);
                continue;
            }

            List<byte> buffer = buffers[row % 2];
            cell[..4].CopyTo(view[4..]);
            BinaryPrimitives.WriteInt32LittleEndian(view[8..], row % 2);
            BinaryPrimitives.WriteInt32LittleEndian(view[12..], buffer.Count);
            buffer.AddRange(cell);
        }

        ArrowBuffer bits = nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(validity);
        return new(new ArrayData(StringViewType.Default, text.Length, nulls, 0, [bits, new ArrowBuffer(views), .. buffers.Select(buffer => new ArrowBuffer(buffer.ToArray()))]));
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
        (IArrowArray typed, IReadOnlyList<CellFault> faults) = CastOnly(column, array);
        if (array is StringArray text)
        {
            (IArrowArray ofViews, IReadOnlyList<CellFault> faultsOfViews) = CastOnly(column, Views(text));
            faultsOfViews.ShouldBe(faults);
            ArraysEqual(typed, ofViews).ShouldBeTrue();
        }

        return (typed, faults);
    }

    private static bool ArraysEqual(IArrowArray one, IArrowArray other) =>
        Enumerable.Range(0, one.Length).All(row => CellText.Of(one, row) == CellText.Of(other, row)) && one.Length == other.Length && one.Data.GetNullCount() == other.Data.GetNullCount();

    private static (IArrowArray Array, IReadOnlyList<CellFault> Faults) CastOnly(ColumnContract column, IArrowArray array)
    {
        using SourceBatch batch = Of((column.Name, ArrowArrayFactory.SliceShared(array, 0, array.Length)));
        ContractedBatch typed = ContractBinding.Bind(new([column]), batch.Batch.Schema).Apply(batch);
        return (typed.Batch.Column(0), typed.Faults);
    }

    public static (IArrowArray Array, IReadOnlyList<CellFault> Faults) Cast(ColumnType type, params string?[] values) =>
        Cast(new ColumnContract("c", type), Text(values));

    public static InferredContract Infer(params string?[] values)
    {
        InferredContract inferred = InferOnly(Text(values));
        InferredContract ofViews = InferOnly(Views(Text(values)));
        ContractJson.Serialize(ofViews.Contract).ShouldBe(ContractJson.Serialize(inferred.Contract));
        ofViews.Detected.ShouldBe(inferred.Detected);
        return inferred;
    }

    private static InferredContract InferOnly(IArrowArray array)
    {
        ContractInference inference = new();
        using SourceBatch batch = Of(("c", array));
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
