using System.Globalization;
using Apache.Arrow;
using DataIngestion;

namespace CustomValidator;

/// <summary>Requires numbers whose last digit is the check digit of the others by Luhn's algorithm, as those of cards and many policies are.</summary>
internal sealed class LuhnValidator(string column) : IValidator
{
    public string Name => $"luhn({column})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public IValidation Begin(ValidationContext context) => context.Schema.GetFieldByName(column)?.DataType is Apache.Arrow.Types.Int64Type
        ? new LuhnValidation(column)
        : throw new ArgumentException($"The rule '{Name}' needs a column '{column}' of type int64.");
}

/// <summary>The state of one run.</summary>
internal sealed class LuhnValidation(string column) : IValidation
{
    private long _rows;
    private long _failed;
    private long _missing;

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        Int64Array numbers = (Int64Array)batch.Column(column);
        for (int row = 0; row < numbers.Length; row++)
        {
            if (numbers.GetValue(row) is { } number && !HasCheckDigit(number))
            {
                failures.Add(row);
                _failed++;
            }
        }

        _rows += numbers.Length;
        _missing += numbers.NullCount;
    }

    public void Merge(IValidation other)
    {
        LuhnValidation later = (LuhnValidation)other;
        (_rows, _failed, _missing) = (_rows + later._rows, _failed + later._failed, _missing + later._missing);
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string message = string.Create(CultureInfo.InvariantCulture, $"Expected a check digit at the end of {column}; {_failed} of {_rows} rows fail.");
        return ValueTask.FromResult(new ValidationOutcome(_failed == 0, _rows, _failed, message) { RowsMissing = _missing });
    }

    private static bool HasCheckDigit(long number)
    {
        long sum = 0;
        bool doubled = false;
        for (long rest = Math.Abs(number); rest > 0; rest /= 10, doubled = !doubled)
        {
            long digit = rest % 10 * (doubled ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}
