namespace DataIngestion.Validation;

/// <summary>Brings the two sides of an operation to one form.</summary>
internal static class Alignment
{
    private const long SecondsOfDay = 86_400;

    /// <summary>Exact values or moments with the larger of both scales, both in 64 bits or both in 128.</summary>
    public static (BoundExpression One, BoundExpression Other) ToSameScale(BoundExpression one, BoundExpression other, string text)
    {
        int scale = Math.Max(one.Shape.Scale, other.Shape.Scale);
        (BoundExpression first, BoundExpression second) = (Rescale(one, scale, text), Rescale(other, scale, text));
        return ToSameWidth(first, second);
    }

    public static (BoundExpression One, BoundExpression Other) ToSameWidth(BoundExpression one, BoundExpression other) =>
        one.Shape.IsWide == other.Shape.IsWide ? (one, other) : (Widen(one), Widen(other));

    /// <summary>Dates as moments.</summary>
    public static BoundExpression ToMoment(BoundExpression bound) => bound.Shape.Kind == ValueKind.Moment
        ? bound
        : Map(bound, new(ValueKind.Moment, 0, 15), (at, from) => Times(at, from, SecondsOfDay));

    /// <summary>Numbers as doubles: the nearest one to an exact number.</summary>
    public static BoundExpression ToDouble(BoundExpression bound)
    {
        if (bound.Shape.Kind == ValueKind.Float)
        {
            return bound;
        }

        double divisor = Math.Pow(10, bound.Shape.Scale);
        bool wide = bound.Shape.IsWide;
        return Map(bound, new(ValueKind.Float), (at, from) =>
        {
            double[] doubles = from.IsConstant ? new double[1] : at.Doubles();
            int count = from.IsConstant ? 1 : at.Rows;
            for (int row = 0; row < count; row++)
            {
                doubles[row] = (wide ? (double)from.Wides[row] : from.Longs[row]) / divisor;
            }

            return new RowVector { Doubles = doubles, Unknown = from.Unknown, IsConstant = from.IsConstant };
        });
    }

    private static BoundExpression Rescale(BoundExpression bound, int scale, string text)
    {
        int shift = scale - bound.Shape.Scale;
        if (shift == 0)
        {
            return bound;
        }

        if (bound.Shape.Digits + shift <= ValueShape.DigitsOfLong && !bound.Shape.IsWide)
        {
            long factor = (long)Math.Pow(10, shift);
            return Map(bound, bound.Shape with { Scale = scale, Digits = bound.Shape.Digits + shift }, (at, from) => Times(at, from, factor));
        }

        BoundExpression wide = Widen(bound);
        Int128 power = Int128.Parse("1" + new string('0', Math.Min(shift, 38)), System.Globalization.CultureInfo.InvariantCulture);
        return Map(wide, wide.Shape with { Scale = scale, Digits = bound.Shape.Digits + shift }, (at, from) => Times(at, from, power, text));
    }

    public static BoundExpression Widen(BoundExpression bound) => bound.Shape.IsWide
        ? bound
        : Map(bound, bound.Shape with { IsWide = true }, (at, from) =>
        {
            Int128[] wides = from.IsConstant ? new Int128[1] : at.Wides();
            int count = from.IsConstant ? 1 : at.Rows;
            for (int row = 0; row < count; row++)
            {
                wides[row] = from.Longs[row];
            }

            return new RowVector { Wides = wides, Unknown = from.Unknown, IsConstant = from.IsConstant };
        });

    // The digits say that nothing overflows; where a value is missing, what comes out means nothing.
    private static RowVector Times(Evaluation at, RowVector from, long factor)
    {
        long[] results = from.IsConstant ? new long[1] : at.Longs();
        int count = from.IsConstant ? 1 : at.Rows;
        for (int row = 0; row < count; row++)
        {
            results[row] = unchecked(from.Longs[row] * factor);
        }

        return new RowVector { Longs = results, Unknown = from.Unknown, IsConstant = from.IsConstant };
    }

    private static RowVector Times(Evaluation at, RowVector from, Int128 factor, string text)
    {
        Int128[] results = from.IsConstant ? new Int128[1] : at.Wides();
        int count = from.IsConstant ? 1 : at.Rows;
        for (int row = 0; row < count; row++)
        {
            results[row] = from.Knows(row) ? ExactKernels.Multiply(from.Wides[row], factor, text) : 0;
        }

        return new RowVector { Wides = results, Unknown = from.Unknown, IsConstant = from.IsConstant };
    }

    private static BoundExpression Map(BoundExpression bound, ValueShape form, Func<Evaluation, RowVector, RowVector> map) =>
        new(form, at => map(at, bound.Evaluate(at)));
}
