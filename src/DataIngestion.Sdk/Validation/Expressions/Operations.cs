using System.Text;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class LiteralExpression(string text, Func<RecordBatch, RowVector> evaluate) : RowExpression(text, [])
{
    internal override BoundExpression BindTo(Schema schema) => new(Text.Contains('.', StringComparison.Ordinal) || Text.Contains('E', StringComparison.Ordinal) ? VectorKind.Number : VectorKind.Whole, evaluate);
}

internal sealed class TextExpression(string value) : RowExpression($"'{value.Replace("'", "''", StringComparison.Ordinal)}'", [])
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(value);

    internal override BoundExpression BindTo(Schema schema) => new(VectorKind.Text, _ => new RowVector());
}

internal sealed class ArithmeticExpression(string sign, RowExpression left, RowExpression right)
    : RowExpression($"({left.Text} {sign} {right.Text})", [.. left.Columns, .. right.Columns])
{
    private readonly char _sign = sign[0];

    internal override BoundExpression BindTo(Schema schema)
    {
        (BoundExpression one, BoundExpression other) = (Number(left, schema), Number(right, schema));
        return one.Kind == VectorKind.Whole && other.Kind == VectorKind.Whole && _sign != '/'
            ? new(VectorKind.Whole, batch => Wholes(one.Evaluate(batch), other.Evaluate(batch), batch.Length))
            : new(VectorKind.Number, batch => Numbers(one.Evaluate(batch), other.Evaluate(batch), batch.Length));
    }

    private static BoundExpression Number(RowExpression operand, Schema schema)
    {
        BoundExpression bound = operand.BindTo(schema);
        return bound.Kind is VectorKind.Whole or VectorKind.Number ? bound : throw new ArgumentException($"'{operand.Text}' is no number.");
    }

    private RowVector Wholes(RowVector one, RowVector other, int rows)
    {
        bool[]? unknown = RowVector.Either(one.Unknown, other.Unknown, rows);
        (int step, int otherStep) = (one.Wholes.Length == 1 ? 0 : 1, other.Wholes.Length == 1 ? 0 : 1);
        long[] results = new long[rows];
        for (int row = 0; row < rows; row++)
        {
            // What a missing value holds is not defined, and may overflow.
            if (unknown?[row] == true)
            {
                continue;
            }

            (long a, long b) = (one.Wholes[row * step], other.Wholes[row * otherStep]);
            Int128 result = _sign switch { '+' => (Int128)a + b, '-' => (Int128)a - b, _ => (Int128)a * b };
            results[row] = result <= long.MaxValue && result >= long.MinValue
                ? (long)result
                : throw new RuleException($"'{Text}' exceeds the range of 64-bit integers.");
        }

        return new RowVector { Wholes = results, Unknown = unknown };
    }

    private RowVector Numbers(RowVector one, RowVector other, int rows)
    {
        (double[] first, double[] second) = (one.ToNumbers(), other.ToNumbers());
        (int step, int otherStep) = (first.Length == 1 ? 0 : 1, second.Length == 1 ? 0 : 1);
        double[] results = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            (double a, double b) = (first[row * step], second[row * otherStep]);
            results[row] = _sign switch { '+' => a + b, '-' => a - b, '*' => a * b, _ => a / b };
        }

        return new RowVector { Numbers = results, Unknown = RowVector.Either(one.Unknown, other.Unknown, rows) };
    }
}

internal sealed class ComparisonExpression(string sign, RowExpression left, RowExpression right)
    : RowExpression($"({left.Text} {sign} {right.Text})", [.. left.Columns, .. right.Columns])
{
    // One bit each for less, equal and greater, from the lowest.
    private readonly int _accepted = sign switch { "==" => 0b010, "!=" => 0b101, "<" => 0b001, "<=" => 0b011, ">" => 0b100, _ => 0b110 };

    internal override BoundExpression BindTo(Schema schema)
    {
        (BoundExpression one, BoundExpression other) = (left.BindTo(schema), right.BindTo(schema));
        return (one.Kind, other.Kind) switch
        {
            (VectorKind.Whole, VectorKind.Whole) => new(VectorKind.Truth, batch => Compare(one.Evaluate(batch), other.Evaluate(batch), vector => vector.Wholes, batch.Length)),
            (VectorKind.Whole or VectorKind.Number, VectorKind.Whole or VectorKind.Number) =>
                new(VectorKind.Truth, batch => Compare(one.Evaluate(batch), other.Evaluate(batch), vector => vector.ToNumbers(), batch.Length)),
            (VectorKind.Text, VectorKind.Text) => new(VectorKind.Truth, batch => CompareTexts(one.Evaluate(batch), other.Evaluate(batch), batch.Length)),
            _ => throw new ArgumentException($"'{left.Text}' and '{right.Text}' cannot be compared: one is text, a number or a truth value and the other is not."),
        };
    }

    private RowVector Compare<T>(RowVector one, RowVector other, Func<RowVector, T[]> values, int rows)
        where T : IComparable<T>
    {
        (T[] first, T[] second) = (values(one), values(other));
        (int step, int otherStep) = (first.Length == 1 ? 0 : 1, second.Length == 1 ? 0 : 1);
        bool[] results = new bool[rows];
        for (int row = 0; row < rows; row++)
        {
            results[row] = Holds(first[row * step].CompareTo(second[row * otherStep]));
        }

        return new RowVector { Truths = results, Unknown = RowVector.Either(one.Unknown, other.Unknown, rows) };
    }

    private RowVector CompareTexts(RowVector one, RowVector other, int rows)
    {
        bool[] results = new bool[rows];
        ByteCells first = one.Texts is { } texts ? new ByteCells(texts) : default;
        ByteCells second = other.Texts is { } others ? new ByteCells(others) : default;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<byte> a = one.Texts is null ? ((TextExpression)left).Utf8 : first[row];
            ReadOnlySpan<byte> b = other.Texts is null ? ((TextExpression)right).Utf8 : second[row];
            results[row] = Holds(a.SequenceCompareTo(b));
        }

        GC.KeepAlive(one);
        GC.KeepAlive(other);
        return new RowVector { Truths = results, Unknown = RowVector.Either(one.Unknown, other.Unknown, rows) };
    }

    private bool Holds(int order) => ((_accepted >> (Math.Sign(order) + 1)) & 1) != 0;
}

internal sealed class LogicExpression(string word, RowExpression left, RowExpression right)
    : RowExpression($"({left.Text} {word} {right.Text})", [.. left.Columns, .. right.Columns])
{
    internal override BoundExpression BindTo(Schema schema)
    {
        (BoundExpression one, BoundExpression other) = (left.BindCondition(schema), right.BindCondition(schema));
        return new(VectorKind.Truth, batch => Combine(one.Evaluate(batch), other.Evaluate(batch), batch.Length));
    }

    // With "and" a false decides, with "or" a true, whatever the other side is.
    private RowVector Combine(RowVector one, RowVector other, int rows)
    {
        bool decides = word == "or";
        bool[] truths = new bool[rows];
        bool[]? unknown = one.Unknown is null && other.Unknown is null ? null : new bool[rows];
        for (int row = 0; row < rows; row++)
        {
            (bool openOne, bool openOther) = (one.Unknown?[row] == true, other.Unknown?[row] == true);
            bool decided = (!openOne && one.Truths[row] == decides) || (!openOther && other.Truths[row] == decides);
            truths[row] = decided == decides;
            if (unknown is not null)
            {
                unknown[row] = !decided && (openOne || openOther);
            }
        }

        return new RowVector { Truths = truths, Unknown = unknown };
    }
}

internal sealed class NotExpression(RowExpression operand) : RowExpression($"not {operand.Text}", operand.Columns)
{
    internal override BoundExpression BindTo(Schema schema)
    {
        BoundExpression bound = operand.BindCondition(schema);
        return new(VectorKind.Truth, batch =>
        {
            RowVector found = bound.Evaluate(batch);
            return new RowVector { Truths = System.Array.ConvertAll(found.Truths, truth => !truth), Unknown = found.Unknown };
        });
    }
}

internal sealed class MissingExpression(RowExpression operand) : RowExpression($"({operand.Text} is missing)", operand.Columns)
{
    internal override BoundExpression BindTo(Schema schema)
    {
        BoundExpression bound = operand.BindTo(schema);
        return new(VectorKind.Truth, batch => new RowVector { Truths = bound.Evaluate(batch).Unknown ?? new bool[batch.Length] });
    }
}
