using System.Text;

namespace DataIngestion.Delta;

// One bound of a column without boxing; the column's type tells which part holds it.
internal readonly struct StatisticValue
{
    private StatisticValue(Int128 exact, double real, byte[] text) => (Exact, Real, Text) = (exact, real, text);

    // Integers, unscaled decimals, days, and microseconds.
    public Int128 Exact { get; }

    // Floats of both widths.
    public double Real { get; }

    // UTF-8.
    public byte[] Text { get; }

    public static StatisticValue Of(Int128 exact) => new(exact, 0, []);

    public static StatisticValue Of(double real) => new(0, real, []);

    public static StatisticValue Of(byte[] utf8) => new(0, 0, utf8);

    public static StatisticValue Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    // Text is in the order of its UTF-8 bytes, which is the order of code points but not of UTF-16.
    public static int Compare(ColumnType type, StatisticValue left, StatisticValue right) => type.Kind switch
    {
        ColumnKind.Float32 or ColumnKind.Float64 => left.Real == right.Real ? 0 : left.Real.CompareTo(right.Real),
        ColumnKind.String => left.Text.AsSpan().SequenceCompareTo(right.Text),
        _ => left.Exact.CompareTo(right.Exact),
    };
}
