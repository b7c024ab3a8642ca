using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Suites;

public sealed class ColumnFactsTests
{
    private static readonly int?[] Numbers = [900, 5, null, -3, 8, 8, null, 12, -901];

    public static TheoryData<IArrowType> WholeTypes => [Int16Type.Default, Int32Type.Default, Int64Type.Default, Date32Type.Default, new TimestampType(TimeUnit.Microsecond, "UTC")];

    [Theory]
    [MemberData(nameof(WholeTypes))]
    public void Observe_SliceOfWholeNumbers_CountsTheSliceAlone(IArrowType type)
    {
        // -3, 8, 8, 12 and one missing value.
        WholeFacts facts = (WholeFacts)Observed(type, 3, 5);
        (facts.Rows, facts.Missing, facts.Minimum, facts.Maximum).ShouldBe((5, 1, (Int128)(-3), (Int128)12));
        facts.Counts.ShouldBe([((Int128)(-3), 1), ((Int128)8, 2), ((Int128)12, 1)]);
        facts.Repeats.ShouldBeTrue();
    }

    [Fact]
    public void Observe_SliceOfFloats_CountsFiniteValuesOfTheSlice()
    {
        FloatArray array = new FloatArray.Builder().Append(-99).Append(0.1f).AppendNull().Append(float.NaN).Append(float.NegativeInfinity).Append(7).Append(99).Build();
        FloatFacts facts = (FloatFacts)ColumnFacts.Of(FloatType.Default);
        facts.Observe(array.Slice(1, 5));
        (facts.Rows, facts.Missing, facts.Finite, facts.Minimum, facts.Maximum).ShouldBe((5, 1, 2, "0.1", "7"));
    }

    [Fact]
    public void Observe_SliceOfDecimals_KeepsTheScale()
    {
        Decimal128Array array = new Decimal128Array.Builder(new Decimal128Type(10, 2)).Append(999m).Append(-1.25m).AppendNull().Append(3.5m).Append(-999m).Build();
        WholeFacts facts = (WholeFacts)ColumnFacts.Of(new Decimal128Type(10, 2));
        facts.Observe(ArrowArrayFactory.Slice(array, 1, 3));
        (facts.Minimum, facts.Maximum, facts.Scale, facts.CanBeKey).ShouldBe(((Int128)(-125), (Int128)350, 2, false));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Observe_SliceOfText_CountsTheSliceAlone(bool encoded)
    {
        StringArray text = new StringArray.Builder().Append("outside the slice").Append("né").AppendNull().Append("né").Append("").Append("outside").Build();
        TextFacts facts = (TextFacts)ColumnFacts.Of(StringType.Default);
        facts.Observe(ArrowArrayFactory.Slice(encoded ? Encoded([0, 1, null, 1, 2, 0], ["outside the slice", "né", "", "unused"]) : text, 1, 4));
        (facts.Rows, facts.Missing, facts.Shortest, facts.Longest, facts.Distinct).ShouldBe((4, 1, 0, 2, 2));
        facts.Summary.ShouldBe((2, 1, 3));
    }

    [Fact]
    public void TakeHead_EncodedAndPlainText_AreEqual()
    {
        List<ulong> plain = [];
        List<ulong> encoded = [];
        ColumnFacts.Of(StringType.Default).TakeHead(new StringArray.Builder().Append("b").Append("a").Append("b").Build(), 2, plain);
        ColumnFacts.Of(StringType.Default).TakeHead(Encoded([1, 0, 1], ["a", "b"]), 2, encoded);
        encoded.ShouldBe(plain);
        plain.Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void Merge_TwoParts_IsOneWhole(int cut)
    {
        WholeFacts whole = (WholeFacts)Observed(Int64Type.Default, 0, Numbers.Length);
        WholeFacts parts = (WholeFacts)Observed(Int64Type.Default, 0, cut);
        parts.Merge(Observed(Int64Type.Default, cut, Numbers.Length - cut));
        (parts.Rows, parts.Missing, parts.Minimum, parts.Maximum, parts.Repeats).ShouldBe((whole.Rows, whole.Missing, whole.Minimum, whole.Maximum, whole.Repeats));
        parts.Counts.ShouldBe(whole.Counts);
    }

    [Fact]
    public void Merge_MoreDifferentValuesThanAreKept_GivesUpTheCounts()
    {
        ColumnFacts first = ColumnFacts.Of(Int64Type.Default);
        ColumnFacts second = ColumnFacts.Of(Int64Type.Default);
        first.Observe(Range(0, 600));
        second.Observe(Range(600, ValueCounts<long>.MaximumDistinct - 600));
        first.Merge(second);
        first.Distinct.ShouldBe(ValueCounts<long>.MaximumDistinct);
        first.Observe(Range(5_000, 1));
        first.Distinct.ShouldBeNull();
        first.Repeats.ShouldBeFalse();
    }

    private static Int64Array Range(int first, int count) => new Int64Array.Builder().AppendRange(Enumerable.Range(first, count).Select(value => (long)value)).Build();

    private static ColumnFacts Observed(IArrowType type, int offset, int length)
    {
        ColumnFacts facts = ColumnFacts.Of(type);
        facts.Observe(ArrowArrayFactory.Slice(
            type switch
            {
                Int16Type => Whole<short>(type),
                Int32Type or Date32Type => Whole<int>(type),
                _ => Whole<long>(type),
            },
            offset,
            length));
        return facts;
    }

    private static IArrowArray Whole<T>(IArrowType type)
        where T : unmanaged, IBinaryInteger<T>
    {
        ArrowBuffer.Builder<T> values = new();
        ArrowBuffer.BitmapBuilder validity = new();
        foreach (int? number in Numbers)
        {
            values.Append(T.CreateChecked(number ?? 77));
            validity.Append(number is not null);
        }

        return ArrowArrayFactory.BuildArray(new ArrayData(type, Numbers.Length, 2, 0, (ArrowBuffer[])[validity.Build(), values.Build()]));
    }

    private static DictionaryArray Encoded(int?[] codes, string[] entries)
    {
        Int32Array.Builder indices = new();
        foreach (int? code in codes)
        {
            _ = code is { } known ? indices.Append(known) : indices.AppendNull();
        }

        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, false), indices.Build(), new StringArray.Builder().AppendRange(entries).Build());
    }
}
