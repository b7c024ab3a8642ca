using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>Copies chosen rows into a new batch that owns its memory.</summary>
internal static class Take
{
    /// <param name="batch">The batch.</param>
    /// <param name="rows">Zero-based rows in ascending order.</param>
    public static RecordBatch Rows(RecordBatch batch, ReadOnlySpan<int> rows)
    {
        List<(int Start, int Length)> runs = Runs(rows);
        IArrowArray[] columns = new IArrowArray[batch.ColumnCount];
        for (int column = 0; column < columns.Length; column++)
        {
            columns[column] = Copy(batch.Column(column), runs);
        }

        GC.KeepAlive(batch);
        return new RecordBatch(batch.Schema, columns, rows.Length);
    }

    private static IArrowArray Copy(IArrowArray array, List<(int Start, int Length)> runs)
    {
        // A single piece would be handed back without a copy, so there are always two.
        IArrowArray[] pieces = [ArrowArrayFactory.Slice(array, 0, 0), .. runs.Select(run => ArrowArrayFactory.Slice(array, run.Start, run.Length))];
        return pieces.Length == 1 ? ArrowArrayConcatenator.Concatenate([pieces[0], pieces[0]]) : ArrowArrayConcatenator.Concatenate(pieces);
    }

    private static List<(int Start, int Length)> Runs(ReadOnlySpan<int> rows)
    {
        List<(int Start, int Length)> runs = [];
        foreach (int row in rows)
        {
            if (runs.Count > 0 && runs[^1].Start + runs[^1].Length == row)
            {
                runs[^1] = (runs[^1].Start, runs[^1].Length + 1);
            }
            else
            {
                runs.Add((row, 1));
            }
        }

        return runs;
    }
}
