using Apache.Arrow;

namespace DataIngestion.Validation;

internal sealed class LogicExpression(string word, RowExpression left, RowExpression right)
    : RowExpression($"({left.Text} {word} {right.Text})", [.. left.Columns, .. right.Columns])
{
    internal override BoundExpression BindTo(Schema schema)
    {
        (BoundExpression one, BoundExpression other) = (left.BindCondition(schema), right.BindCondition(schema));
        return new(new(ValueKind.Truth), at => Combine(one.Evaluate(at), other.Evaluate(at), at));
    }

    // With "and" a false decides, with "or" a true, whatever the other side is.
    private RowVector Combine(RowVector one, RowVector other, Evaluation at)
    {
        bool decides = word == "or";
        bool[] truths = at.Truths();
        bool[]? unknown = one.Unknown is null && other.Unknown is null ? null : at.Truths();
        for (int row = 0; row < at.Rows; row++)
        {
            (bool a, bool b) = (one.Truths[row * one.Step], other.Truths[row * other.Step]);
            if (unknown is null)
            {
                truths[row] = decides ? a | b : a & b;
                continue;
            }

            (bool openOne, bool openOther) = (!one.Knows(row), !other.Knows(row));
            bool decided = (!openOne && a == decides) || (!openOther && b == decides);
            truths[row] = decided == decides;
            unknown[row] = !decided && (openOne || openOther);
        }

        return new RowVector { Truths = truths, Unknown = unknown };
    }
}

internal sealed class NotExpression(RowExpression operand) : RowExpression($"(not {operand.Text})", operand.Columns)
{
    internal override BoundExpression BindTo(Schema schema)
    {
        BoundExpression bound = operand.BindCondition(schema);
        return new(bound.Shape, at =>
        {
            RowVector found = bound.Evaluate(at);
            bool[] truths = at.Truths();
            for (int row = 0; row < at.Rows; row++)
            {
                truths[row] = !found.Truths[row * found.Step];
            }

            return new RowVector { Truths = truths, Unknown = found.Unknown };
        });
    }
}

internal sealed class MissingExpression(RowExpression operand, bool missing)
    : RowExpression($"({operand.Text} is {(missing ? "" : "not ")}missing)", operand.Columns)
{
    internal override BoundExpression BindTo(Schema schema)
    {
        BoundExpression bound = operand.BindTo(schema);
        return new(new(ValueKind.Truth), at =>
        {
            RowVector found = bound.Evaluate(at);
            bool[] truths = at.Truths();
            for (int row = 0; row < at.Rows; row++)
            {
                truths[row] = found.Knows(row) != missing;
            }

            return new RowVector { Truths = truths };
        });
    }
}

/// <summary>The first of two values, or the second where the first is missing.</summary>
internal sealed class CoalesceExpression(RowExpression operand, RowExpression otherwise)
    : RowExpression($"coalesce({operand.Text}, {otherwise.Text})", [.. operand.Columns, .. otherwise.Columns])
{
    internal override BoundExpression BindTo(Schema schema)
    {
        (BoundExpression one, BoundExpression other) = (operand.BindTo(schema), otherwise.BindTo(schema));
        (one, other) = (one.Shape.Kind, other.Shape.Kind) switch
        {
            (ValueKind.Exact, ValueKind.Exact) or (ValueKind.Moment, ValueKind.Moment) => Alignment.ToSameScale(one, other, Text),
            (ValueKind.Exact or ValueKind.Float, ValueKind.Exact or ValueKind.Float) => (Alignment.ToDouble(one), Alignment.ToDouble(other)),
            (ValueKind.Truth, ValueKind.Truth) or (ValueKind.Date, ValueKind.Date) => (one, other),
            _ => throw new ArgumentException($"'{Text}' takes two numbers, dates, moments or truth values; '{operand.Text}' is {one.Shape.Words} and '{otherwise.Text}' is {other.Shape.Words}."),
        };
        ValueShape form = one.Shape with { Digits = Math.Max(one.Shape.Digits, other.Shape.Digits) };
        return new(form, at => Choose(one.Evaluate(at), other.Evaluate(at), form, at));
    }

    private static RowVector Choose(RowVector one, RowVector other, ValueShape form, Evaluation at)
    {
        if (one.Unknown is null)
        {
            return one;
        }

        bool[]? unknown = other.Unknown is null ? null : at.Truths();
        for (int row = 0; unknown is not null && row < at.Rows; row++)
        {
            unknown[row] = one.Unknown[row] & other.Unknown![row];
        }

        return form switch
        {
            { Kind: ValueKind.Float } => new RowVector { Doubles = Mix(one.Doubles, other.Doubles, at.Doubles()), Unknown = unknown },
            { Kind: ValueKind.Truth } => new RowVector { Truths = Mix(one.Truths, other.Truths, at.Truths()), Unknown = unknown },
            { IsWide: true } => new RowVector { Wides = Mix(one.Wides, other.Wides, at.Wides()), Unknown = unknown },
            _ => new RowVector { Longs = Mix(one.Longs, other.Longs, at.Longs()), Unknown = unknown },
        };

        T[] Mix<T>(T[] first, T[] second, T[] into)
        {
            for (int row = 0; row < at.Rows; row++)
            {
                into[row] = one.Unknown[row] ? second[row * other.Step] : first[row];
            }

            return into;
        }
    }
}
