using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using DataIngestion.Columnar;
using DataIngestion.Contracts.Casts;

namespace DataIngestion.Contracts;

public sealed class ShortTextTests
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    // Half of all texts are nearly numbers, so that both answers are common.
    private static readonly Gen<byte[]> AtMostTwelve = Gen.Frequency(
        (6, Gen.Char["0123456789"].Array[0, 12].Select(Ascii)),
        (6, Gen.Select(Gen.Char["+-0123456789"], Gen.Char["0123456789."].Array[0, 11], (first, rest) => Ascii([first, .. rest]))),
        (3, Gen.Char["0123456789+-.,eE /:"].Array[0, 12].Select(Ascii)),
        (2, Gen.Byte.Array[0, 12]));

    [Fact]
    public void Short_AnyBytes_HoldsThemZeroPadded() => Gen.Byte.Array[0, 12].Sample(bytes =>
    {
        CellView view = CellView.Short(bytes);

        view.IsShort.ShouldBeTrue();
        CellView.TextOf(in view).ToArray().ShouldBe(bytes);
        byte[] padded = [.. bytes, .. new byte[12 - bytes.Length]];
        (view.First, view.Last).ShouldBe((BitConverter.ToUInt64(padded), (ulong)BitConverter.ToUInt32(padded, 8)));
    });

    [Fact]
    public void Short_ThirteenBytes_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => CellView.Short(new byte[13]));

    [Fact]
    public void Int64_ShortText_EqualsLongParse() => AtMostTwelve.Sample(
        bytes =>
        {
            bool fits = long.TryParse(bytes, NumberStyles.AllowLeadingSign, Invariant, out long expected) && !bytes.Contains((byte)0);
            bool read = ShortNumber.TryInt64(CellView.Short(bytes), out long value);
            (read, read ? value : 0).ShouldBe((fits, fits ? expected : 0), Convert.ToHexString(bytes));

            bool general = NumberText.TryInt64(bytes, out value);
            (general, general ? value : 0).ShouldBe((fits, fits ? expected : 0), Convert.ToHexString(bytes));
        },
        iter: 200_000);

    [Fact]
    public void Decimal_ShortText_IsDigitsAndTheirPower() => Gen.Select(AtMostTwelve, Gen.OneOf((byte)'.', (byte)',')).Sample(
        (bytes, sign) =>
        {
            bool read = ShortNumber.TryDecimal(CellView.Short(bytes), sign, out ulong digits, out int fraction, out long negative);

            string text = Encoding.Latin1.GetString(bytes);
            string unsigned = text is ['+' or '-', ..] ? text[1..] : text;
            int point = unsigned.IndexOf((char)sign, StringComparison.Ordinal);
            string all = point < 0 ? unsigned : unsigned.Remove(point, 1);
            read.ShouldBe(all.Length > 0 && all.All(char.IsAsciiDigit), Convert.ToHexString(bytes));
            if (read)
            {
                (digits, fraction, negative).ShouldBe(
                    ((ulong)BigInteger.Parse(all, Invariant), point < 0 ? 0 : unsigned.Length - 1 - point, text[0] == '-' ? 1 : 0), text);
            }
        },
        iter: 200_000);

    [Fact]
    public void NumericDate_EveryMonthEnd_EqualsTheCalendar()
    {
        NumericDate iso = DateFormat.IsoDate.Numeric!;
        NumericDate american = DateFormat.Compile("M/d/yyyy").Numeric!;
        for (DateOnly first = new(1, 1, 1); first < new DateOnly(9999, 12, 1); first = first.AddMonths(1))
        {
            foreach (DateOnly date in new[] { first, first.AddMonths(1).AddDays(-1) })
            {
                int expected = date.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
                (iso.TryRead(CellView.Short(Ascii($"{date:yyyy-MM-dd}")), out int days), days).ShouldBe((true, expected));
                (american.TryRead(CellView.Short(Ascii(date.ToString("M'/'d'/'yyyy", Invariant))), out days), days).ShouldBe((true, expected));
            }

            iso.TryRead(CellView.Short(Ascii($"{first:yyyy-MM}-{DateTime.DaysInMonth(first.Year, first.Month) + 1}")), out _).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("yyyy-MM-dd")]
    [InlineData("yyyy/M/d")]
    [InlineData("M/d/yyyy")]
    [InlineData("d.M.yy")]
    [InlineData("dd-MM-yy")]
    [InlineData("MM.dd.yyyy")]
    [InlineData("yy/MM/dd")]
    [InlineData("d M yyyy")]
    public void NumericDate_AnyShortText_EqualsParseExact(string format)
    {
        NumericDate date = DateFormat.Compile(format).Numeric.ShouldNotBeNull();
        Gen<byte[]> text = Gen.Frequency(
            (3, Gen.Date.Select(day => Ascii(day.ToString(format, Invariant)))),
            (3, Gen.Select(Gen.Int[0, 40], Gen.Int[0, 14], Gen.Int[0, 10000], Gen.Int[0, 5], (d, m, y, order) => Ascii(Shuffled(format, d, m, y, order)))),
            (3, Gen.Select(Gen.Date, Gen.Int[0, 9], Gen.Byte, (day, at, other) =>
            {
                byte[] bytes = Ascii(day.ToString(format, Invariant));
                bytes[at % bytes.Length] = other;
                return bytes;
            })),
            (1, AtMostTwelve));

        text.Sample(
            bytes =>
            {
                if (bytes.Length > 12)
                {
                    return;
                }

                bool fits = DateOnly.TryParseExact(Encoding.UTF8.GetString(bytes), format, Invariant, DateTimeStyles.None, out DateOnly expected) && !bytes.Contains((byte)0);
                bool read = date.TryRead(CellView.Short(bytes), out int days);
                (read, read ? days : 0).ShouldBe((fits, fits ? expected.DayNumber - 719_162 : 0), Encoding.Latin1.GetString(bytes));
            },
            iter: 30_000);
    }

    [Fact]
    public void Float64_HardNumbers_EqualDoubleParseBitForBit() => HardNumber.Sample(
        text =>
        {
            bool fits = double.TryParse(text, NumberStyles.Float, Invariant, out double expected) && double.IsFinite(expected);
            bool read = NumberText.TryDouble(Ascii(text), (byte)'.', out double value);
            read.ShouldBe(fits, text);
            if (fits)
            {
                BitConverter.DoubleToInt64Bits(value).ShouldBe(BitConverter.DoubleToInt64Bits(expected), text);
            }

            if (text.Length <= 12 && NumberText.TryShortDouble(CellView.Short(Ascii(text)), (byte)'.', out value))
            {
                BitConverter.DoubleToInt64Bits(value).ShouldBe(BitConverter.DoubleToInt64Bits(expected), text);
            }
        },
        iter: 200_000);

    [Fact]
    public void Float32_HardNumbers_EqualSingleParseBitForBit() => HardNumber.Sample(
        text =>
        {
            float expected = float.Parse(text, NumberStyles.Float, Invariant);
            if (text.Length <= 12 && NumberText.TryShortSingle(CellView.Short(Ascii(text)), (byte)'.', out float value))
            {
                BitConverter.SingleToInt32Bits(value).ShouldBe(BitConverter.SingleToInt32Bits(expected), text);
            }
        },
        iter: 200_000);

    // Shortest and 17-digit forms of any bits, so denormals and huge ones too; numbers half-way between two doubles; digits with exponents around what one operation can do.
    private static Gen<string> HardNumber { get; } = Gen.Frequency(
        (3, Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite).Select(value => value.ToString("R", Invariant))),
        (3, Gen.Long.Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite).Select(value => value.ToString("E16", Invariant))),
        (2, Gen.Select(Gen.Long[1L << 52, 1L << 53], Gen.Int[-3, 10]).Select((mantissa, power) => ((BigInteger)((2 * mantissa) + 1) * BigInteger.Pow(2, power + 3)).ToString(Invariant))),
        (3, Gen.Select(Gen.Long[0, 9_999_999_999_999_999], Gen.Int[-30, 30]).Select((digits, power) => $"{digits}e{power}")),
        (3, Gen.Select(Gen.Long[-99_999_999_999, 99_999_999_999], Gen.Int[0, 10]).Select((digits, scale) => (digits / (decimal)BigInteger.Pow(10, scale)).ToString(Invariant))),
        (2, Gen.Select(Gen.Char["0123456789"].Array[1, 22], Gen.Int[0, 22], (digits, at) => new string(digits).Insert(Math.Min(at, digits.Length), "."))));

    private static string Shuffled(string format, int day, int month, int year, int order)
    {
        string separator = format.First(character => !char.IsLetter(character)).ToString();
        int[] fields = order switch { 0 => [day, month, year], 1 => [month, day, year], 2 => [year, month, day], 3 => [year, day, month], 4 => [day, month, year % 100], _ => [year % 100, month, day] };
        return string.Join(separator, fields);
    }

    private static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Ascii(char[] text) => Encoding.Latin1.GetBytes(text);
}
