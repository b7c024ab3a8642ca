using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class RowExpressionSelection(BoundExpression condition) : IRowSelection
{
    public void Choose(RecordBatch batch, ICollection<int> rows)
    {
        using Evaluation evaluation = new(batch);
        RowVector found = condition.Evaluate(evaluation);
        for (int row = 0; row < batch.Length; row++)
        {
            if (found.Truths[row * found.Step] && found.Knows(row))
            {
                rows.Add(row);
            }
        }
    }
}
