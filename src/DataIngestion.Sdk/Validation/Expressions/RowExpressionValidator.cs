using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class RowExpressionValidator(RowExpression formula) : IValidator
{
    public string Name => $"row({formula.Text})";

    public IReadOnlyList<string> Columns => formula.Columns;

    public CheckScope Scope => CheckScope.Row;

    public IValidation Begin(ValidationContext context) => new State(formula.Text, formula.BindCondition(context.Schema));

    private sealed class State(string text, BoundExpression condition) : IValidation
    {
        private long _rows;
        private long _failed;
        private long _unknown;

        public void Observe(RecordBatch batch, RowFailures failures)
        {
            using Evaluation evaluation = new(batch);
            RowVector found = condition.Evaluate(evaluation);
            for (int row = 0; row < batch.Length; row++)
            {
                if (!found.Knows(row))
                {
                    _unknown++;
                }
                else if (!found.Truths[row * found.Step])
                {
                    failures.Add(row);
                    _failed++;
                }
            }

            _rows += batch.Length;
        }

        public void Merge(IValidation other)
        {
            State later = RowValidation.Same(this, other);
            (_rows, _failed, _unknown) = (_rows + later._rows, _failed + later._failed, _unknown + later._unknown);
        }

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(RowValidation.Outcome(_rows, _failed, text, _unknown));
        }
    }
}
