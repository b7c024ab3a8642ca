using System.Numerics;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Compares exact numbers exactly, numbers with floats as doubles (NaN equals nothing), dates with moments as their first moment in UTC, and texts byte by byte.</summary>
internal sealed class ComparisonExpression(string sign, RowExpression left, RowExpression right)
    : RowExpression($"({left.Text} {sign} {right.Text})", [.. left.Columns, .. right.Columns])
{
    // One bit each for less, equal and greater, from the lowest.
    private readonly int _accepted = sign switch { "==" => 0b010, "!=" => 0b101, "<" => 0b001, "<=" => 0b011, ">" => 0b100, _ => 0b110 };

    internal override BoundExpression BindTo(Schema schema)
    {
        (BoundExpression one, BoundExpression other) = (left.BindTo(schema), right.BindTo(schema));
        return (one.Shape.Kind, other.Shape.Kind) switch
        {
            (ValueKind.Exact, ValueKind.Exact) or (ValueKind.Date, ValueKind.Date) => Exact(one, other),
            (ValueKind.Exact or ValueKind.Float, ValueKind.Exact or ValueKind.Float) => Doubles(Alignment.ToDouble(one), Alignment.ToDouble(other)),
            (ValueKind.Date or ValueKind.Moment, ValueKind.Date or ValueKind.Moment) => Exact(Alignment.ToMoment(one), Alignment.ToMoment(other)),
            (ValueKind.Text, ValueKind.Text) => Of(one, other, Texts),
            (ValueKind.Truth, ValueKind.Truth) when sign is "==" or "!=" => Of(one, other, Truths),
            _ => throw new ArgumentException($"'{left.Text}' and '{right.Text}' cannot be compared by {sign}: one is {one.Shape.Words} and the other is {other.Shape.Words}."),
        };
    }

    private static BoundExpression Of(BoundExpression one, BoundExpression other, Action<RowVector, RowVector, Span<bool>> compare) => new(new(ValueKind.Truth), at =>
    {
        (RowVector a, RowVector b) = (one.Evaluate(at), other.Evaluate(at));
        bool[] results = at.Truths();
        compare(a, b, results.AsSpan(0, at.Rows));
        return new RowVector { Truths = results, Unknown = at.Either(a, b) };
    });

    private BoundExpression Exact(BoundExpression one, BoundExpression other)
    {
        (BoundExpression first, BoundExpression second) = Alignment.ToSameScale(one, other, Text);
        return first.Shape.IsWide
            ? Of(first, second, (a, b, into) => Compare(a.Wides, a.Step, b.Wides, b.Step, into))
            : Of(first, second, (a, b, into) => Compare(a.Longs, a.Step, b.Longs, b.Step, into));
    }

    private BoundExpression Doubles(BoundExpression one, BoundExpression other) =>
        Of(one, other, (a, b, into) => Compare(a.Doubles, a.Step, b.Doubles, b.Step, into));

    // The operators of double say false for NaN, except that it differs from everything.
    private void Compare<T>(T[] one, int step, T[] other, int otherStep, Span<bool> into)
        where T : IComparisonOperators<T, T, bool>
    {
        switch (sign)
        {
            case "==":
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] == other[row * otherStep]; }
                break;
            case "!=":
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] != other[row * otherStep]; }
                break;
            case "<":
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] < other[row * otherStep]; }
                break;
            case "<=":
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] <= other[row * otherStep]; }
                break;
            case ">":
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] > other[row * otherStep]; }
                break;
            default:
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] >= other[row * otherStep]; }
                break;
        }
    }

    private void Truths(RowVector one, RowVector other, Span<bool> into)
    {
        bool equal = sign == "==";
        for (int row = 0; row < into.Length; row++)
        {
            into[row] = (one.Truths[row * one.Step] == other.Truths[row * other.Step]) == equal;
        }
    }

    private void Texts(RowVector one, RowVector other, Span<bool> into)
    {
        ByteCells first = one.Texts is { } texts ? new ByteCells(texts) : default;
        ByteCells second = other.Texts is { } others ? new ByteCells(others) : default;
        for (int row = 0; row < into.Length; row++)
        {
            ReadOnlySpan<byte> a = one.Texts is null ? one.Utf8 : first[row];
            ReadOnlySpan<byte> b = other.Texts is null ? other.Utf8 : second[row];
            into[row] = ((_accepted >> (Math.Sign(a.SequenceCompareTo(b)) + 1)) & 1) != 0;
        }

        GC.KeepAlive(one);
        GC.KeepAlive(other);
    }
}
