namespace DataIngestion.Validation;

/// <summary>Exact arithmetic on vectors. An overflow in a known row is a fault, never a wrong number.</summary>
internal static class ExactKernels
{
    public static RowVector Compute(char sign, RowVector one, RowVector other, Evaluation at, bool wide, string text)
    {
        bool[]? unknown = at.Either(one, other);
        return wide
            ? new RowVector { Wides = Wides(sign, one, other, unknown, at, text), Unknown = unknown }
            : new RowVector { Longs = Longs(sign, one, other, unknown, at, text), Unknown = unknown };
    }

    public static Int128 Multiply(Int128 one, Int128 other, string text)
    {
        try
        {
            return checked(one * other);
        }
        catch (OverflowException)
        {
            throw Overflow(text, 128);
        }
    }

    private static long[] Longs(char sign, RowVector one, RowVector other, bool[]? unknown, Evaluation at, string text)
    {
        long[] results = at.Longs();
        Span<long> into = results.AsSpan(0, at.Rows);
        bool overflow = sign switch
        {
            '+' => Add(one.Longs, one.Step, other.Longs, other.Step, into),
            '-' => Subtract(one.Longs, one.Step, other.Longs, other.Step, into),
            '*' => Multiply(one.Longs, one.Step, other.Longs, other.Step, into),
            _ => true,
        };
        if (overflow)
        {
            // Perhaps only of rows that are unknown, whose values mean nothing.
            for (int row = 0; row < into.Length; row++)
            {
                into[row] = unknown?[row] == true ? 0 : Exactly(sign, one.Longs[row * one.Step], other.Longs[row * other.Step], text);
            }
        }

        return results;
    }

    private static bool Add(long[] one, int step, long[] other, int otherStep, Span<long> into)
    {
        long overflow = 0;
        for (int row = 0; row < into.Length; row++)
        {
            (long a, long b) = (one[row * step], other[row * otherStep]);
            long sum = unchecked(a + b);
            into[row] = sum;
            overflow |= (a ^ sum) & (b ^ sum);
        }

        return overflow < 0;
    }

    private static bool Subtract(long[] one, int step, long[] other, int otherStep, Span<long> into)
    {
        long overflow = 0;
        for (int row = 0; row < into.Length; row++)
        {
            (long a, long b) = (one[row * step], other[row * otherStep]);
            long difference = unchecked(a - b);
            into[row] = difference;
            overflow |= (a ^ b) & (a ^ difference);
        }

        return overflow < 0;
    }

    private static bool Multiply(long[] one, int step, long[] other, int otherStep, Span<long> into)
    {
        bool overflow = false;
        for (int row = 0; row < into.Length; row++)
        {
            long high = Math.BigMul(one[row * step], other[row * otherStep], out long low);
            into[row] = low;
            overflow |= high != low >> 63;
        }

        return overflow;
    }

    private static long Exactly(char sign, long one, long other, string text)
    {
        Int128 result = sign switch
        {
            '+' => (Int128)one + other,
            '-' => (Int128)one - other,
            '*' => (Int128)one * other,
            _ => Remainder(one, other, text),
        };
        return result <= long.MaxValue && result >= long.MinValue ? (long)result : throw Overflow(text, 64);
    }

    private static Int128[] Wides(char sign, RowVector one, RowVector other, bool[]? unknown, Evaluation at, string text)
    {
        Int128[] results = at.Wides();
        try
        {
            for (int row = 0; row < at.Rows; row++)
            {
                (Int128 a, Int128 b) = (one.Wides[row * one.Step], other.Wides[row * other.Step]);
                results[row] = unknown?[row] == true ? 0 : checked(sign switch { '+' => a + b, '-' => a - b, '*' => a * b, _ => Remainder(a, b, text) });
            }
        }
        catch (OverflowException)
        {
            throw Overflow(text, 128);
        }

        return results;
    }

    // As in C and SQL the remainder has the sign of the dividend. The least number divided by −1 has none, but the processor fails.
    private static Int128 Remainder(Int128 dividend, Int128 divisor, string text) => divisor == 0
        ? throw new RuleException($"'{text}' divides by zero.")
        : divisor == -1 ? 0 : dividend % divisor;

    private static RuleException Overflow(string text, int bits) => new($"'{text}' exceeds the range of {bits}-bit integers.");
}
