using System.Runtime.CompilerServices;
using System.Text;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

internal readonly struct BooleanReader(ColumnContract column) : ICellReader<byte>
{
    private readonly byte[][] _true = [.. column.TrueValues.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _false = [.. column.FalseValues.Select(Encoding.UTF8.GetBytes)];
    private readonly CellView[] _shortTrue = Short(column.TrueValues);
    private readonly CellView[] _shortFalse = Short(column.FalseValues);

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadShort(CellView cell, out byte value)
    {
        byte held = Holds(_shortTrue, cell);
        value = held;
        return (held | Holds(_shortFalse, cell)) != 0;
    }

    private static CellView[] Short(IReadOnlyList<string> words) =>
        [.. words.Select(Encoding.UTF8.GetBytes).Where(word => word.Length <= CellView.MostShort).Select(word => CellView.Short(word))];

    // All words are looked at: which one it is cannot be foretold, and a wrong guess of the processor costs more than six comparisons.
    private static byte Holds(CellView[] words, CellView text)
    {
        int held = 0;
        foreach (CellView word in words)
        {
            held |= word.Equals(text) ? 1 : 0;
        }

        return (byte)held;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadShort(CellView cell, out T value)
    {
        bool fits = ShortNumber.TryInt64(cell, out long number);
        T narrow = T.CreateTruncating(number);
        value = narrow;
        return fits & long.CreateTruncating(narrow) == number;
    }
}

internal readonly struct DoubleReader(byte decimalSign) : ICellReader<double>
{
    public bool TryRead(ReadOnlySpan<byte> text, out double value) => NumberText.TryDouble(text, decimalSign, out value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadShort(CellView cell, out double value) =>
        NumberText.TryShortDouble(cell, decimalSign, out value);
}

internal readonly struct SingleReader(byte decimalSign) : ICellReader<float>
{
    public bool TryRead(ReadOnlySpan<byte> text, out float value) => NumberText.TrySingle(text, decimalSign, out value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadShort(CellView cell, out float value) =>
        NumberText.TryShortSingle(cell, decimalSign, out value);
}

internal readonly struct DecimalReader(int precision, int scale, byte decimalSign) : ICellReader<Int128>
{
    private readonly Int128 _limit = DecimalMath.PowerOfTen(precision);

    public bool TryRead(ReadOnlySpan<byte> text, out Int128 value) =>
        DecimalMath.TryParse(text, scale, decimalSign, out value) && Int128.Abs(value) < _limit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadShort(CellView cell, out Int128 value)
    {
        bool fits = ShortNumber.TryDecimal(cell, decimalSign, out ulong digits, out int fraction, out long negative)
            & DecimalMath.TryScaleUp(digits, scale - fraction, out UInt128 magnitude);
        value = negative != 0 ? -(Int128)magnitude : (Int128)magnitude;
        return fits && magnitude < (UInt128)_limit;
    }
}

internal readonly struct DateReader(DateFormat[] formats) : ICellReader<int>
{
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadShort(CellView cell, out int value)
    {
        if (formats[0].Numeric is { } first && first.TryRead(cell, out value))
        {
            return true;
        }

        value = 0;
        return false;
    }
}

internal readonly struct TimestampReader(DateFormat[] formats, bool zone) : ICellReader<long>
{
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    // The shortest timestamp with all its parts is longer than a view.
    public bool TryReadShort(CellView cell, out long value)
    {
        value = 0;
        return false;
    }
}
