using System.Text.Json;
using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>A check of the columns alone.</summary>
internal sealed class SchemaValidator(string name, Func<IReadOnlyList<string>, (bool Passed, string Message, JsonElement Observed)> judge) : IValidator
{
    public string Name => name;

    public IReadOnlyList<string> Columns { get; } = [];

    public CheckScope Scope => CheckScope.Delivery;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context) => new State(judge([.. context.Schema.FieldsList.Select(field => field.Name)]));

    private sealed class State((bool Passed, string Message, JsonElement Observed) verdict) : IValidation
    {
        private long _rows;

        public void Observe(RecordBatch batch, RowFailures failures) => _rows += batch.Length;

        public void Merge(IValidation other) => _rows += RowValidation.Same(this, other)._rows;

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(new ValidationOutcome(verdict.Passed, _rows, 0, verdict.Message) { Observed = verdict.Observed });
        }
    }
}
