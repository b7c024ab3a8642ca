using CsCheck;
using DataIngestion.Profiles;

namespace DataIngestion.Tests.Profiles;

public sealed class KnotCodingTests
{
    private static readonly Gen<WeightedKnots> Knots = Gen.Select(Gen.Double, Gen.Long[1, long.MaxValue / 2]).Array[0, 50].Select(pairs =>
    {
        (double Value, long Weight)[] distinct = [.. pairs.Where(pair => double.IsFinite(pair.Item1)).DistinctBy(pair => pair.Item1 + 0.0).OrderBy(pair => pair.Item1)];
        return new WeightedKnots([.. distinct.Select(pair => OrderedKey.Of(pair.Value + 0.0))], [.. distinct.Select(pair => pair.Weight)], 3);
    });

    [Fact]
    public void Decode_WhatEncodeWrote_IsTheSame() =>
        Knots.Sample(
            knots =>
            {
                byte[] bytes = KnotCoding.Encode(knots);
                WeightedKnots read = KnotCoding.Decode(bytes, 3);

                bytes.Length.ShouldBe(KnotCoding.Size(knots));
                read.Keys.ShouldBe(knots.Keys);
                read.Weights.ShouldBe(knots.Weights);
                read.RankError.ShouldBe(3);
            },
            iter: 1000, threads: 1);

    [Fact]
    public void Decode_DamagedBytes_ThrowFormatExceptionOrReadOtherKnots() =>
        Gen.Select(Knots, Gen.Int[0, 1000], Gen.Byte, Gen.Bool).Sample(
            (knots, at, value, cut) =>
            {
                byte[] bytes = KnotCoding.Encode(knots);
                bytes[at % bytes.Length] = value;
                try
                {
                    WeightedKnots read = KnotCoding.Decode(cut ? bytes[..(at % bytes.Length)] : bytes, 0);
                    read.Weights.ShouldAllBe(weight => weight > 0);
                    read.Keys.ShouldBe(read.Keys.Order().Distinct());
                }
                catch (FormatException)
                {
                    // Damage that can be told.
                }
            },
            iter: 2000, threads: 1);
}
