using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>+, −, * and % are exact where both sides are; / and everything with a float computes as double does.</summary>
internal sealed class ArithmeticExpression(char sign, RowExpression left, RowExpression right)
    : RowExpression($"({left.Text} {sign} {right.Text})", [.. left.Columns, .. right.Columns])
{
    internal override BoundExpression BindTo(Schema schema)
    {
        (BoundExpression one, BoundExpression other) = (Number(left, schema), Number(right, schema));
        return one.Shape.Kind == ValueKind.Exact && other.Shape.Kind == ValueKind.Exact && sign != '/' ? Exact(one, other) : Doubles(one, other);
    }

    internal static BoundExpression Number(RowExpression operand, Schema schema)
    {
        BoundExpression bound = operand.BindTo(schema);
        return bound.Shape.IsNumber ? bound : throw new ArgumentException($"'{operand.Text}' is no number, but {bound.Shape.Words}.");
    }

    private BoundExpression Exact(BoundExpression one, BoundExpression other)
    {
        // A product needs no common scale: the scales add up.
        (BoundExpression first, BoundExpression second) = sign == '*'
            ? Alignment.ToSameWidth(one, other)
            : Alignment.ToSameScale(one, other, Text);
        ValueShape form = sign == '*'
            ? new(ValueKind.Exact, first.Shape.Scale + second.Shape.Scale, first.Shape.Digits + second.Shape.Digits, first.Shape.IsWide)
            : new(ValueKind.Exact, first.Shape.Scale, Math.Max(first.Shape.Digits, second.Shape.Digits) + 1, first.Shape.IsWide);

        // Sums of integers stay in 64 bits, which says when they overflow; decimals are given the room that they may need.
        bool wide = form.IsWide || (form.Scale > 0 && form.Digits > ValueShape.DigitsOfLong);
        if (wide)
        {
            (first, second, form) = (Alignment.Widen(first), Alignment.Widen(second), form with { IsWide = true });
        }

        return new(form, at => ExactKernels.Compute(sign, first.Evaluate(at), second.Evaluate(at), at, wide, Text));
    }

    private BoundExpression Doubles(BoundExpression one, BoundExpression other)
    {
        (BoundExpression first, BoundExpression second) = (Alignment.ToDouble(one), Alignment.ToDouble(other));
        return new(new(ValueKind.Float), at =>
        {
            (RowVector a, RowVector b) = (first.Evaluate(at), second.Evaluate(at));
            double[] results = at.Doubles();
            Compute(a.Doubles, a.Step, b.Doubles, b.Step, results.AsSpan(0, at.Rows));
            return new RowVector { Doubles = results, Unknown = at.Either(a, b) };
        });
    }

    private void Compute(double[] one, int step, double[] other, int otherStep, Span<double> into)
    {
        switch (sign)
        {
            case '+':
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] + other[row * otherStep]; }
                break;
            case '-':
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] - other[row * otherStep]; }
                break;
            case '*':
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] * other[row * otherStep]; }
                break;
            case '/':
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] / other[row * otherStep]; }
                break;
            default:
                for (int row = 0; row < into.Length; row++) { into[row] = one[row * step] % other[row * otherStep]; }
                break;
        }
    }
}

internal sealed class AbsoluteExpression(RowExpression operand) : RowExpression($"abs({operand.Text})", operand.Columns)
{
    internal override BoundExpression BindTo(Schema schema)
    {
        BoundExpression bound = ArithmeticExpression.Number(operand, schema);
        return bound.Shape switch
        {
            { Kind: ValueKind.Float } => new(bound.Shape, at =>
            {
                RowVector from = bound.Evaluate(at);
                return from.IsConstant
                    ? new RowVector { Doubles = [Math.Abs(from.Doubles[0])], IsConstant = true }
                    : new RowVector { Doubles = Each(from.Doubles, at.Doubles(), at.Rows, Math.Abs), Unknown = from.Unknown };
            }),
            _ => Exact(bound),
        };
    }

    // The least integer has no positive twin in its own width.
    private static BoundExpression Exact(BoundExpression bound)
    {
        BoundExpression wide = Alignment.Widen(bound);
        return new(wide.Shape, at =>
        {
            RowVector from = wide.Evaluate(at);
            return from.IsConstant
                ? new RowVector { Wides = [Int128.Abs(from.Wides[0])], IsConstant = true }
                : new RowVector { Wides = Each(from.Wides, at.Wides(), at.Rows, value => value < 0 ? -value : value), Unknown = from.Unknown };
        });
    }

    private static T[] Each<T>(T[] from, T[] into, int rows, Func<T, T> map)
    {
        for (int row = 0; row < rows; row++)
        {
            into[row] = map(from[row]);
        }

        return into;
    }
}
