using CsCheck;
using DataIngestion.Profiles;

namespace DataIngestion.Tests.Profiles;

public sealed class RadixSortTests
{
    private static readonly double[] Special =
    [
        0, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, -2.2250738585072014e-308, double.MaxValue, double.MinValue, 1, -1, double.Pi,
    ];

    private static readonly Gen<double> Finite = Gen.Frequency(
        (8, Gen.Double),
        (4, Gen.Double[-1, 1]),
        (4, Gen.Int[-5, 5].Select(value => (double)value)),
        (2, Gen.Int[0, Special.Length - 1].Select(i => Special[i])),
        (2, Gen.Int[0, 9].Select(i => 1e9 + (i * 1e-7)))).Select(value => double.IsFinite(value) ? value + 0.0 : 0);

    [Fact]
    public void Sort_AnyFiniteValues_EqualsArraySort() =>
        Gen.Select(Finite.Array[0, 3000], Gen.Bool).Sample(
            (values, narrow) =>
            {
                // Keys that differ in the lowest bits only, beside one far away.
                double[] all = narrow ? [.. values.Select((_, i) => BitConverter.Int64BitsToDouble(0x4010_0000_0000_0000 + ((i * 7919L) % 5000))), -1e300] : values;
                ShouldSort(all);
            },
            iter: 300, threads: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(767)]
    [InlineData(768)]
    [InlineData(100_000)]
    public void Sort_ManyValues_EqualsArraySort(int count)
    {
        Random random = new(count);
        ShouldSort([.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)]);
        ShouldSort([.. Enumerable.Range(0, count).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64())).Select(value => double.IsFinite(value) ? value : 0)]);
        ShouldSort([.. Enumerable.Range(0, count).Select(i => (double)-i)]);
        ShouldSort([.. Enumerable.Repeat(3.5, count)]);
    }

    // What cannot be ordered never gets as far as the sort.
    [Fact]
    public void KeepFinite_AnyValues_EqualsTheScalarReference() =>
        Gen.OneOf(Finite, Gen.Int[0, 3].Select(i => new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0 }[i])).Array[0, 40].Sample(
            values =>
            {
                double[] vector = [.. values];
                double[] scalar = [.. values];

                int kept = NumericValues.KeepFinite(vector, out long notFinite);
                int expected = NumericValues.KeepFiniteScalar(scalar);

                vector[..kept].Select(BitConverter.DoubleToInt64Bits).ShouldBe(scalar[..expected].Select(BitConverter.DoubleToInt64Bits));
                notFinite.ShouldBe(values.Count(value => !double.IsFinite(value)));
                vector[..kept].ShouldAllBe(value => double.IsFinite(value) && !(value == 0 && double.IsNegative(value)));
            },
            iter: 2000, threads: 1);

    [Fact]
    public void Extrema_AnyValues_EqualTheScalarReference() =>
        Finite.Array[0, 40].Sample(values => Extrema.Of(values).ShouldBe(Extrema.OfScalar(values)), iter: 1000, threads: 1);

    [Fact]
    public void Merge_AnySortedRuns_EqualsArraySort() =>
        Gen.Select(Gen.Int[-50, 50].Array[0, 200], Gen.Int[-60, 40].Array[0, 200], Gen.Bool).Sample(
            (a, b, apart) =>
            {
                long[] x = [.. a.Order().Select(value => (long)value)];
                long[] y = [.. b.Order().Select(value => value + (apart ? 1000L : 0))];
                long[] merged = new long[x.Length + y.Length];

                SortedRun.Merge(x, y, merged);

                merged.ShouldBe(x.Concat(y).Order());
            },
            iter: 1000, threads: 1);

    [Fact]
    public void ValueCounts_AnyValues_EqualTheSortedRunLengths() =>
        Gen.Select(Finite.Array[0, 500], Gen.Int[1, 600]).Sample(
            (values, capacity) =>
            {
                long[] keys = new long[values.Length];
                OrderedKey.Fill(values, keys);
                WeightedKnots? counted = ValueCounts.Of(keys, capacity);

                IGrouping<double, double>[] groups = [.. values.Order().GroupBy(value => value)];
                (counted is null).ShouldBe(groups.Length > Math.Min(capacity, 512));
                counted?.Keys.Select(OrderedKey.Value).ShouldBe(groups.Select(group => group.Key));
                counted?.Weights.ShouldBe(groups.Select(group => group.LongCount()));
            },
            iter: 500, threads: 1);

    private static void ShouldSort(double[] values)
    {
        long[] keys = new long[values.Length];
        OrderedKey.Fill(values, keys);
        RadixSort.Sort(keys, new long[values.Length]);
        Array.Sort(values);
        OrderedKey.Values(keys).AsSpan().SequenceEqual(values).ShouldBeTrue();
    }
}
