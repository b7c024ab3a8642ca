using CsCheck;
using DataIngestion.Profiles;

namespace DataIngestion.Tests.Profiles;

public sealed class QuantileSketchTests
{
    [Fact]
    public void Complete_AtMostCapacityDistinctValues_IsExact()
    {
        double[] values = [.. Enumerable.Range(0, 50_000).Select(i => (double)(i * 7919 % QuantileSketch.DefaultKnots))];

        NumericProfile profile = Batches.Sketch(values);

        profile.RankError.ShouldBe(0);
        profile.Knots.Count.ShouldBe(QuantileSketch.DefaultKnots);
        profile.Weights.Sum().ShouldBe(values.Length);
        profile.Weights.Max().ShouldBeLessThanOrEqualTo(25);
    }

    [Theory]
    [InlineData("ascending")]
    [InlineData("descending")]
    [InlineData("random")]
    [InlineData("heavy")]
    [InlineData("zigzag")]
    public void Complete_ManyValues_KeepsEveryRankWithinTheError(string order)
    {
        double[] values = Values(order, 300_000, 1);

        NumericProfile profile = Batches.Sketch(values.Chunk(7_777).ToArray());

        ShouldHoldTheBound(profile, values);
        profile.RankError.ShouldBeInRange(1, values.Length / 100);
    }

    [Fact]
    public void Complete_SameValuesInOtherBatches_IsTheSame()
    {
        double[] values = Values("random", 50_000, 3);

        NumericProfile one = Batches.Sketch(values);
        NumericProfile many = Batches.Sketch(values.Chunk(313).ToArray());

        many.Knots.ShouldBe(one.Knots);
        many.Weights.ShouldBe(one.Weights);
        many.RankError.ShouldBe(one.RankError);
    }

    [Fact]
    public void Merge_AnySizes_KeepsEveryRankWithinTheError() =>
        Gen.Select(Gen.Int[0, 30_000], Gen.Int[0, 30_000], Gen.Int[1, 1_000_000], Gen.Int[0, 3].Select(i => new[] { "ascending", "random", "heavy", "zigzag" }[i])).Sample(
            (n, m, seed, order) =>
            {
                double[] a = Values(order, n, seed);
                double[] b = Values(order, m, seed + 1);
                DatasetProfiler first = Profiler(a);
                first.Merge(Profiler(b));

                ShouldHoldTheBound(first.Complete().Columns[0].Numeric!, [.. a, .. b]);
            },
            iter: 60, threads: 1);

    [Fact]
    public void Merge_ManyParts_WidensTheErrorAndStaysSmall()
    {
        double[][] parts = [.. Enumerable.Range(0, 40).Select(seed => Values("random", 5_000, seed))];
        DatasetProfiler merged = Profiler(parts[0]);
        long single = Profiler(parts[0]).Complete().Columns[0].Numeric!.RankError;
        foreach (double[] part in parts[1..])
        {
            merged.Merge(Profiler(part));
        }

        NumericProfile profile = merged.Complete().Columns[0].Numeric!;
        ShouldHoldTheBound(profile, [.. parts.SelectMany(part => part)]);
        profile.RankError.ShouldBeInRange(single, 200_000 / 100);
    }

    // Full mantissas over all magnitudes, few of them equal: nothing to leave out.
    [Theory]
    [InlineData("random", 400_000)]
    [InlineData("bits", 300_000)]
    [InlineData("bits", QuantileSketch.DefaultKnots)]
    [InlineData("dense", 300_000)]
    public void Complete_WorstCase_StaysBelowSixtyFourKilobytes(string order, int count)
    {
        double[] values = Values(order, count, 5);

        NumericProfile profile = Batches.Sketch(values);
        byte[] json = ProfileJson.Serialize(new(values.Length, [new("x", "float64", values.Length, 0) { Numeric = profile }]));

        profile.Knots.Count.ShouldBeInRange(QuantileSketch.DefaultKnots / 2, QuantileSketch.DefaultKnots);
        json.Length.ShouldBeLessThanOrEqualTo(64 * 1024);
        ShouldHoldTheBound(profile, values);
        ProfileJson.Deserialize(json).Columns[0].Numeric!.Knots.ShouldBe(profile.Knots);
    }

    private static DatasetProfiler Profiler(double[] values) => Batches.Profiler(Batches.Of(("x", Batches.Doubles(values.Select(value => (double?)value)))));

    private static double[] Values(string order, int count, int seed)
    {
        Random random = new(seed);
        return order switch
        {
            "ascending" => [.. Enumerable.Range(0, count).Select(i => (double)i)],
            "descending" => [.. Enumerable.Range(0, count).Select(i => -(double)i)],
            "zigzag" => [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? i : -(double)i)],
            "heavy" => [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? 42 : Math.Floor(random.NextDouble() * 50_000))],
            "bits" => [.. Enumerable.Range(0, count).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)))
                .Select(value => double.IsFinite(value) ? value : 0)],
            "dense" => [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? Math.BitIncrement(1e15) + (i * 0.125) : random.NextDouble())],
            _ => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)],
        };
    }

    private static void ShouldHoldTheBound(NumericProfile profile, double[] values)
    {
        Array.Sort(values);
        profile.Weights.Sum().ShouldBe(values.Length);
        profile.Count.ShouldBe(values.Length);
        long estimated = 0;
        int at = 0;
        int knot = 0;
        long worst = 0;
        while (at < values.Length)
        {
            double x = values[at];
            while (at < values.Length && values[at] <= x)
            {
                at++;
            }

            while (knot < profile.Knots.Count && profile.Knots[knot] <= x)
            {
                estimated += profile.Weights[knot++];
            }

            worst = Math.Max(worst, Math.Abs(estimated - at));
        }

        worst.ShouldBeLessThanOrEqualTo(profile.RankError);
    }
}
