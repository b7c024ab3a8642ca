using System.Text;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

internal readonly struct BooleanReader(ColumnContract column) : ICellReader<byte>
{
    private readonly byte[][] _true = [.. column.TrueValues.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _false = [.. column.FalseValues.Select(Encoding.UTF8.GetBytes)];
    private readonly TextSlot[] _inlineTrue = Inline(column.TrueValues);
    private readonly TextSlot[] _inlineFalse = Inline(column.FalseValues);

    public bool TryReadInline(TextSlot text, out byte value)
    {
        bool isTrue = Holds(_inlineTrue, text);
        value = isTrue ? (byte)1 : (byte)0;
        return isTrue || Holds(_inlineFalse, text);
    }

    public bool TryRead(ReadOnlySpan<byte> text, out byte value)
    {
        value = 1;
        if (Holds(_true, text))
        {
            return true;
        }

        value = 0;
        return Holds(_false, text);
    }

    private static TextSlot[] Inline(IEnumerable<string> words) =>
        [.. words.Select(Encoding.UTF8.GetBytes).Where(word => word.Length <= TextSlot.MostInline).Select(word => TextSlot.Inline(word))];

    private static bool Holds(TextSlot[] words, TextSlot text)
    {
        foreach (TextSlot word in words)
        {
            if (word == text)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(byte[][] words, ReadOnlySpan<byte> text)
    {
        foreach (byte[] word in words)
        {
            if (text.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}

internal readonly struct IntegerReader<T> : ICellReader<T>
    where T : unmanaged, System.Numerics.IBinaryInteger<T>
{
    public bool TryRead(ReadOnlySpan<byte> text, out T value)
    {
        bool fits = NumberText.TryInt64(text, out long number);
        value = T.CreateTruncating(number);
        return fits && long.CreateTruncating(value) == number;
    }

    public bool TryReadInline(TextSlot text, out T value)
    {
        bool fits = InlineText.TryInt64(text, out long number);
        value = T.CreateTruncating(number);
        return fits && long.CreateTruncating(value) == number;
    }
}

internal readonly struct DoubleReader(byte decimalSign) : ICellReader<double>
{
    public bool TryRead(ReadOnlySpan<byte> text, out double value) => NumberText.TryDouble(text, decimalSign, out value);

    public bool TryReadInline(TextSlot text, out double value) => InlineText.TryDouble(text, decimalSign, out value);
}

internal readonly struct SingleReader(byte decimalSign) : ICellReader<float>
{
    public bool TryRead(ReadOnlySpan<byte> text, out float value) => NumberText.TrySingle(text, decimalSign, out value);

    // A double that is rounded to a float is rounded twice.
    public bool TryReadInline(TextSlot text, out float value)
    {
        value = 0;
        return false;
    }
}

internal readonly struct DecimalReader(int precision, int scale, byte decimalSign) : ICellReader<Int128>
{
    private readonly Int128 _limit = DecimalMath.PowerOfTen(precision);

    public bool TryRead(ReadOnlySpan<byte> text, out Int128 value) =>
        DecimalMath.TryParse(text, scale, decimalSign, out value) && Int128.Abs(value) < _limit;

    public bool TryReadInline(TextSlot text, out Int128 value)
    {
        value = 0;
        return false;
    }
}

internal readonly struct DateReader(DateFormat[] formats) : ICellReader<int>
{
    private readonly bool _isIso = formats[0].Text == DateFormat.IsoDate.Text;

    // The first format that reads a text decides.
    public bool TryReadInline(TextSlot text, out int value)
    {
        value = 0;
        return _isIso && InlineText.TryIsoDate(text, out value);
    }

    public bool TryRead(ReadOnlySpan<byte> text, out int value)
    {
        foreach (DateFormat format in formats)
        {
            if (format.TryParse(text, out Moment moment) && moment is { HasZone: false, MicrosecondsOfDay: 0 })
            {
                value = moment.Days;
                return true;
            }
        }

        value = 0;
        return false;
    }
}

internal readonly struct TimestampReader(DateFormat[] formats, bool zone) : ICellReader<long>
{
    // A timestamp is longer.
    public bool TryReadInline(TextSlot text, out long value)
    {
        value = 0;
        return false;
    }

    public bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        foreach (DateFormat format in formats)
        {
            if (format.TryParse(text, out Moment moment) && moment.HasZone == zone)
            {
                value = moment.Microseconds;
                return true;
            }
        }

        value = 0;
        return false;
    }
}
