using System.Globalization;
using System.Text.Json;
using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>What a check of a figure found.</summary>
/// <param name="Passed">Whether it holds.</param>
/// <param name="Found">What was found, for the message.</param>
/// <param name="Observed">The figure, or null where there is none.</param>
internal readonly record struct FigureVerdict(bool Passed, string Found, JsonElement? Observed);

/// <summary>A check of the delivery as a whole by figures that are computed once for all checks.</summary>
/// <param name="name">The name with all arguments.</param>
/// <param name="columns">The columns.</param>
/// <param name="expectation">What is expected, in words.</param>
/// <param name="begin">Asks for the figures; what it returns judges them when all rows are seen.</param>
/// <param name="pastRuns">How many earlier runs it wants to see.</param>
internal sealed class FigureValidator(string name, IReadOnlyList<string> columns, string expectation, Func<ValidationContext, Func<FigureVerdict>> begin, int pastRuns = 0) : IValidator
{
    public string Name => name;

    public IReadOnlyList<string> Columns => columns;

    public int PastRuns => pastRuns;

    public CheckScope Scope => CheckScope.Delivery;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        foreach (string column in columns)
        {
            SchemaColumns.Require(context.Schema, column, Name);
        }

        return new State(columns, expectation, begin(context));
    }

    private sealed class State(IReadOnlyList<string> columns, string expectation, Func<FigureVerdict> judge) : IValidation
    {
        private long _rows;
        private long _missing;

        public void Observe(RecordBatch batch, RowFailures failures)
        {
            _rows += batch.Length;
            _missing += columns.Count == 1 ? batch.Column(columns[0]).NullCount : 0;
        }

        public void Merge(IValidation other)
        {
            State state = RowValidation.Same(this, other);
            (_rows, _missing) = (_rows + state._rows, _missing + state._missing);
        }

        public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FigureVerdict verdict = judge();
            return ValueTask.FromResult(new ValidationOutcome(verdict.Passed, _rows, 0, string.Create(CultureInfo.InvariantCulture, $"Expected {expectation}; {verdict.Found}."))
            {
                RowsMissing = _missing,
                Observed = verdict.Observed,
            });
        }
    }
}
