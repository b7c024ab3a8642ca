using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using CsCheck;

namespace DataIngestion.Contracts;

public sealed class TextCastTests
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    // Numbers in every spelling, and texts that are nearly numbers.
    private static readonly Gen<string> NumberLike = Gen.Frequency(
        (3, Gen.Long.Select(value => value.ToString(Invariant))),
        (3, Gen.Double.Select(value => value.ToString("R", Invariant))),
        (2, Gen.Decimal.Select(value => value.ToString(Invariant))),
        (3, Gen.Select(Gen.Long[-999_999_999, 999_999_999], Gen.Int[0, 12], (digits, scale) => ((decimal)digits / (decimal)Math.Pow(10, scale)).ToString(Invariant))),
        (3, Gen.Char["0123456789+-.eE ,"].Array[0, 24].Select(chars => new string(chars))),
        (1, Gen.OneOf("", "-", "+", ".", "-.", "5.", ".5", "1e400", "-1e400", "1e-400", "NaN", "nan", "Infinity", "-Infinity", "inf", "-INF", "+Inf", "007", "+5", "-0", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616", "99999999999999999999", "5\0", " 5", "5 ", "1,5", "１")),
        (1, Gen.String[0, 12]));

    [Fact]
    public void Int64_AnyText_EqualsLongParse() => NumberLike.Array[1, 20].Sample(
        values =>
        {
            (IArrowArray array, IReadOnlyList<CellFault> faults) = Delivered.Cast(ColumnType.Int64, values);
            for (int row = 0; row < values.Length; row++)
            {
                bool fits = long.TryParse(values[row], NumberStyles.AllowLeadingSign, Invariant, out long expected) && !values[row].Contains('\0');
                ((Int64Array)array).GetValue(row).ShouldBe(fits ? expected : null, values[row]);
                faults.Contains(new(row, 0, CellFaultKind.DoesNotFit)).ShouldBe(!fits, values[row]);
            }
        },
        iter: 3000);

    [Fact]
    public void Float64_AnyText_EqualsDoubleParseBitForBit() => NumberLike.Array[1, 20].Sample(
        values =>
        {
            DoubleArray array = (DoubleArray)Delivered.Cast(ColumnType.Float64, values).Array;
            for (int row = 0; row < values.Length; row++)
            {
                double? expected = ExpectedDouble(values[row]);
                double? actual = array.GetValue(row);
                (actual is { } a ? BitConverter.DoubleToInt64Bits(a) : (long?)null).ShouldBe(expected is { } e ? BitConverter.DoubleToInt64Bits(e) : null, values[row]);
            }
        },
        iter: 5000);

    [Fact]
    public void Float64_DecimalComma_EqualsDoubleParseWithPoint() => NumberLike.Sample(
        value =>
        {
            ColumnContract column = new("c", ColumnType.Float64) { DecimalSign = ',' };
            DoubleArray array = (DoubleArray)Delivered.Cast(column, Delivered.Text(value.Replace('.', ','))).Array;
            array.GetValue(0).ShouldBe(value.Contains(',') ? ExpectedDouble(value.Replace(',', '.')) : ExpectedDouble(value), value);
        },
        iter: 5000);

    [Fact]
    public void Decimal_AnyText_EqualsExactArithmetic() => Gen.Select(NumberLike, Gen.Int[1, 38], Gen.Int[0, 38]).Sample(
        (value, precision, scaleSeed) =>
        {
            int scale = Math.Min(scaleSeed, precision);
            (IArrowArray array, IReadOnlyList<CellFault> faults) = Delivered.Cast(ColumnType.Decimal(precision, scale), value);
            BigInteger? expected = ExpectedDecimal(value, precision, scale);
            faults.Count.ShouldBe(expected is null ? 1 : 0, value);
            if (expected is not null)
            {
                ((BigInteger)MemoryMarshal.Read<Int128>(((Decimal128Array)array).GetBytes(0))).ShouldBe(expected.Value, $"{value} ({precision},{scale})");
            }
        },
        iter: 20000);

    [Theory]
    [InlineData("12345678901234567890123456789012345678", 38, 0, true)]
    [InlineData("123456789012345678901234567890123456789", 38, 0, false)]
    [InlineData("-0.00000000000000000000000000000000000001", 38, 38, true)]
    [InlineData("1.50", 3, 1, true)]
    [InlineData("1.55", 3, 1, false)]
    [InlineData("100", 3, 1, false)]
    [InlineData("1e2", 5, 0, false)]
    public void Decimal_AtTheEdges_FitsOrNot(string text, int precision, int scale, bool fits) =>
        Delivered.Cast(ColumnType.Decimal(precision, scale), text).Faults.Count.ShouldBe(fits ? 0 : 1);

    [Theory]
    [InlineData("yyyy-MM-dd")]
    [InlineData("M/d/yyyy")]
    [InlineData("d/M/yyyy")]
    [InlineData("dd-MM-yy")]
    [InlineData("yy-MM-dd")]
    [InlineData("dd.MM.yyyy")]
    [InlineData("d-MMM-yyyy")]
    [InlineData("MMMM d, yyyy")]
    [InlineData("yyyyMMdd")]
    [InlineData("dddd d MMMM yyyy")]
    [InlineData("d 'de' MMM yy")]
    public void Date_AnyText_EqualsDateTimeParseExact(string format) => DateLike(format).Sample(
        value =>
        {
            ColumnContract column = new("c", ColumnType.Date) { Formats = [format] };
            Date32Array array = (Date32Array)Delivered.Cast(column, Delivered.Text(value)).Array;
            DateOnly? expected = DateTime.TryParseExact(value, format, Invariant, DateTimeStyles.None, out DateTime date) ? DateOnly.FromDateTime(date) : null;
            array.GetDateOnly(0).ShouldBe(expected, value);
        },
        iter: 3000);

    [Theory]
    [InlineData("M/d/yyyy H:mm")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fff")]
    [InlineData("yyyy-MM-dd HH:mm:ss.FFFFFF")]
    [InlineData("d.M.yyyy h:mm:ss tt")]
    public void TimestampWithoutZone_AnyText_EqualsDateTimeParseExact(string format) => DateLike(format).Sample(
        value =>
        {
            ColumnContract column = new("c", ColumnType.TimestampWithoutZone) { Formats = [format] };
            TimestampArray array = (TimestampArray)Delivered.Cast(column, Delivered.Text(value)).Array;
            long? expected = DateTime.TryParseExact(value, format, Invariant, DateTimeStyles.None, out DateTime date) ? (date - DateTime.UnixEpoch).Ticks / 10 : null;
            array.GetValue(0).ShouldBe(expected, value);
        },
        iter: 3000);

    [Theory]
    [InlineData("yyyy-MM-ddTHH:mm:sszzz")]
    [InlineData("yyyy-MM-dd HH:mm:ss.fffK")]
    public void Timestamp_AnyText_EqualsDateTimeOffsetParseExact(string format) =>
        Gen.Select(Gen.DateTime, Gen.Int[-14 * 60, 14 * 60]).Sample(
            (date, minutes) =>
            {
                if (date.Year is < 2 or > 9998)
                {
                    return;
                }

                string text = new DateTimeOffset(date.Ticks, TimeSpan.FromMinutes(minutes)).ToString(format, Invariant);
                ColumnContract column = new("c", ColumnType.Timestamp) { Formats = [format] };
                TimestampArray array = (TimestampArray)Delivered.Cast(column, Delivered.Text(text)).Array;
                array.GetValue(0).ShouldBe((DateTimeOffset.ParseExact(text, format, Invariant) - DateTimeOffset.UnixEpoch).Ticks / 10, text);
            },
            iter: 3000);

    [Theory]
    [InlineData("2015-01-25T05:06:07Z", 1422162367000000L)]
    [InlineData("2015-01-25 05:06:07.5+01:30", 1422156967500000L)]
    [InlineData("2015-01-25T05:06-0800", 1422191160000000L)]
    [InlineData("2015-01-25T05:06:07.123456000+00", 1422162367123456L)]
    [InlineData("1969-12-31T23:59:59.999999Z", -1L)]
    [InlineData("2015-01-25T05:06:07.1234567Z", null)]
    [InlineData("2015-01-25T05:06:07", null)]
    [InlineData("2015-01-25T24:00:00Z", null)]
    [InlineData("2015-02-29T00:00:00Z", null)]
    [InlineData("2015-01-25T05:06:07+15:00", null)]
    [InlineData("2015-01-25T05:06:07.Z", null)]
    [InlineData("2015-01-25T05:06:07Z ", null)]
    [InlineData("0001-01-01T00:00:00+01:00", null)]
    public void Timestamp_Iso_GivesMicrosecondsInUtc(string text, long? expected) =>
        ((TimestampArray)Delivered.Cast(ColumnType.Timestamp, text).Array).GetValue(0).ShouldBe(expected);

    [Theory]
    [InlineData("2015-01-25T05:06:07.000001", 1422162367000001L)]
    [InlineData("2015-01-25 05:06", 1422162360000000L)]
    [InlineData("2015-01-25T05:06:07Z", null)]
    [InlineData("2015-01-25", null)]
    public void TimestampWithoutZone_Iso_TakesNoZone(string text, long? expected) =>
        ((TimestampArray)Delivered.Cast(ColumnType.TimestampWithoutZone, text).Array).GetValue(0).ShouldBe(expected);

    [Theory]
    [InlineData("01-01-49", 2049)]
    [InlineData("01-01-50", 1950)]
    public void Date_TwoDigitYear_FollowsTheInvariantRule(string text, int year)
    {
        ColumnContract column = new("c", ColumnType.Date) { Formats = ["dd-MM-yy"] };
        ((Date32Array)Delivered.Cast(column, Delivered.Text(text)).Array).GetDateOnly(0)!.Value.Year.ShouldBe(year);
    }

    [Theory]
    [InlineData("int8", "127", "128")]
    [InlineData("int8", "-128", "-129")]
    [InlineData("int16", "32767", "32768")]
    [InlineData("int32", "-2147483648", "2147483648")]
    [InlineData("int64", "9223372036854775807", "9223372036854775808")]
    [InlineData("float32", "3.4e38", "3.5e38")]
    [InlineData("float64", "1.7e308", "1.8e308")]
    [InlineData("float64", "-inf", "1.8.1")]
    [InlineData("boolean", "TRUE", "tRUE")]
    [InlineData("binary", "AQI=", "AQI")]
    [InlineData("binary", "", "AQ I=")]
    public void Apply_JustOutside_IsAFaultAndNull(string type, string fits, string tooFar)
    {
        (IArrowArray array, IReadOnlyList<CellFault> faults) = Delivered.Cast(ColumnType.Parse(type), fits, tooFar, null);

        faults.ShouldBe([new(1, 0, CellFaultKind.DoesNotFit)]);
        array.IsNull(0).ShouldBeFalse();
        array.IsNull(1).ShouldBeTrue();
        array.IsNull(2).ShouldBeTrue();
        array.Data.NullCount.ShouldBe(2);
    }

    [Fact]
    public void Boolean_DeclaredWords_AreReadAcrossBytes()
    {
        ColumnContract column = new("c", ColumnType.Boolean) { TrueValues = ["Y", "yes"], FalseValues = ["N"] };
        string?[] values = [.. Enumerable.Range(0, 20).Select(i => i % 3 == 0 ? "Y" : i % 3 == 1 ? "N" : null)];

        BooleanArray array = (BooleanArray)Delivered.Cast(column, Delivered.Text(values)).Array;

        Enumerable.Range(0, 20).Select(array.GetValue).ShouldBe(values.Select(value => value is null ? (bool?)null : value == "Y"));
    }

    [Fact]
    public void Apply_SlicedColumns_ReadTheSlice() => Gen.Select(Gen.Int[-500, 500].Array[1, 60], Gen.Int[0, 59], Gen.Int[0, 60]).Sample((values, start, length) =>
    {
        string?[] texts = [.. values.Select(value => value % 5 == 0 ? null : value % 7 == 0 ? "?" : value.ToString(Invariant))];
        start = Math.Min(start, texts.Length);
        length = Math.Min(length, texts.Length - start);
        using SourceBatch whole = Delivered.Of(("c", Delivered.Text(texts)), ("s", Delivered.Text(texts)));
        using SourceBatch slice = new(whole.Batch.SliceShared(start, length), "file.csv", 1);
        DataContract contract = new([new("c", ColumnType.Int64) { MissingMarkers = ["?"] }, new("s", ColumnType.String) { MissingMarkers = ["?"] }]);
        using ContractedBatch typed = ContractBinding.Bind(contract, slice.Batch.Schema).Apply(slice);

        string?[] expected = [.. texts[start..(start + length)].Select(text => text == "?" ? null : text)];
        typed.Batch.Length.ShouldBe(length);
        Enumerable.Range(0, length).Select(row => ((Int64Array)typed.Batch.Column(0)).GetValue(row)?.ToString(Invariant)).ShouldBe(expected);
        Enumerable.Range(0, length).Select(row => typed.Batch.Column(1).IsNull(row) ? null : ((StringArray)typed.Batch.Column(1)).GetString(row)).ShouldBe(expected);
        typed.Batch.Column(1).Data.GetNullCount().ShouldBe(expected.Count(text => text is null));
    });

    private static Gen<string> DateLike(string format) => Gen.Frequency(
        (4, Gen.DateTime.Select(date => date.ToString(format, Invariant))),
        (2, Gen.Select(Gen.DateTime, Gen.Int[0, 30], Gen.Char["0123456789-/. :JanT+Z"], (date, at, character) =>
        {
            StringBuilder text = new(date.ToString(format, Invariant));
            text[at % text.Length] = character;
            return text.ToString();
        })),
        (2, Gen.Select(Gen.Int[0, 40], Gen.Int[0, 14], Gen.Int[0, 9999], Gen.OneOf("/", "-", "."), (d, m, y, s) => $"{d}{s}{m}{s}{y}")),
        (1, Gen.Char["0123456789-/. :"].Array[0, 12].Select(chars => new string(chars))));

    // The one text that is accepted beyond .NET's own parser is the short form of infinity, which other tools write.
    private static double? ExpectedDouble(string text)
    {
        if (text.TrimStart('+', '-').Equals("inf", StringComparison.OrdinalIgnoreCase) && text.Length <= 4)
        {
            return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        bool parsed = double.TryParse(text, style, Invariant, out double value) && !text.Contains('\0');
        bool overflow = double.IsInfinity(value) && text.Any(char.IsAsciiDigit);
        return parsed && !overflow ? value : null;
    }

    private static BigInteger? ExpectedDecimal(string text, int precision, int scale)
    {
        string digits = text is ['+' or '-', ..] ? text[1..] : text;
        int point = digits.IndexOf('.');
        string fraction = point < 0 ? "" : digits[(point + 1)..].TrimEnd('0');
        string whole = point < 0 ? digits : digits[..point];
        string all = whole + (point < 0 ? "" : digits[(point + 1)..]);
        if (all.Length == 0 || !all.All(char.IsAsciiDigit) || fraction.Length > scale)
        {
            return null;
        }

        BigInteger value = BigInteger.Parse("0" + whole + fraction.PadRight(scale, '0'), Invariant) * (text[0] == '-' ? -1 : 1);
        return BigInteger.Abs(value) < BigInteger.Pow(10, precision) ? value : null;
    }
}
