namespace DataIngestion.Contracts.Inference;

internal enum NumberKind
{
    /// <summary>No number, or one that a person would keep as text, such as 0213 or +49.</summary>
    None,
    Integer,
    Point,
    Comma,

    /// <summary>An exponent without a decimal sign.</summary>
    Exponent,

    /// <summary>NaN or an infinity.</summary>
    Special,
}

/// <summary>How a number is written. Decides types only; values are converted by the casts.</summary>
internal readonly record struct NumberShape(NumberKind Kind, int IntegerDigits = 0, bool LooksGrouped = false)
{
    private static readonly byte[][] SpecialWords = [.. new[] { "NaN", "nan", "Infinity", "-Infinity", "inf", "-inf" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    public static NumberShape Of(ReadOnlySpan<byte> text)
    {
        int at = !text.IsEmpty && text[0] == '-' ? 1 : 0;
        int whole = Digits(text[at..]);
        if (whole > 1 && text[at] == '0')
        {
            return default;
        }

        int start = at;
        at += whole;
        if (at == text.Length)
        {
            return whole > 0 ? new(NumberKind.Integer, whole) : default;
        }

        byte sign = text[at];
        int fraction = 0;
        bool signed = sign is (byte)'.' or (byte)',';
        if (signed)
        {
            fraction = Digits(text[(at + 1)..]);
            at += 1 + fraction;
        }

        if (whole + fraction == 0)
        {
            return IsSpecial(text) ? new(NumberKind.Special) : default;
        }

        if (at < text.Length && !TakeExponent(text, ref at))
        {
            return default;
        }

        // 1,234 may be one thousand two hundred and thirty-four; 0,123 and 1234,567 cannot.
        bool grouped = sign == ',' && fraction == 3 && whole is >= 1 and <= 3 && text[start] != '0';
        return at != text.Length ? default : new(sign switch
        {
            (byte)'.' => NumberKind.Point,
            (byte)',' => NumberKind.Comma,
            _ => NumberKind.Exponent,
        }, whole, grouped);
    }

    private static bool TakeExponent(ReadOnlySpan<byte> text, ref int at)
    {
        if (text[at] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        at++;
        at += at < text.Length && text[at] is (byte)'+' or (byte)'-' ? 1 : 0;
        int digits = at <= text.Length ? Digits(text[at..]) : 0;
        at += digits;
        return digits > 0;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }

    private static bool IsSpecial(ReadOnlySpan<byte> text)
    {
        foreach (byte[] word in SpecialWords)
        {
            if (text.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}
