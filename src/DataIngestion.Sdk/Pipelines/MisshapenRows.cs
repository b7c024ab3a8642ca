using Apache.Arrow;

namespace DataIngestion.Pipelines;

/// <summary>In a row of the wrong shape a value may stand under another column's name, so no mask can be trusted with it: its values are taken out.</summary>
internal static class MisshapenRows
{
    /// <summary>The batch with nothing but missing values in its faulty rows. It shares the other memory of the input, which owns it.</summary>
    public static SourceBatch Conceal(SourceBatch batch)
    {
        if (batch.Faults.Count == 0)
        {
            return batch;
        }

        HashSet<int> rows = [.. batch.Faults.Select(fault => fault.Row)];
        IArrowArray[] columns = [.. Enumerable.Range(0, batch.Batch.ColumnCount).Select(column => Conceal(batch.Batch.Column(column), rows))];
        return batch with { Batch = new RecordBatch(batch.Batch.Schema, columns, batch.Batch.Length) };
    }

    private static IArrowArray Conceal(IArrowArray array, HashSet<int> rows)
    {
        ArrayData data = array.Data;
        byte[] validity = new byte[(data.Offset + data.Length + 7) / 8];
        int missing = 0;
        for (int row = 0; row < data.Length; row++)
        {
            bool holds = array.IsValid(row) && !rows.Contains(row);
            BitUtility.SetBit(validity, data.Offset + row, holds);
            missing += holds ? 0 : 1;
        }

        ArrowBuffer[] buffers = [new ArrowBuffer(validity), .. data.Buffers.Skip(1)];
        return ArrowArrayFactory.BuildArray(new ArrayData(data.DataType, data.Length, missing, data.Offset, buffers, data.Children, data.Dictionary));
    }
}
