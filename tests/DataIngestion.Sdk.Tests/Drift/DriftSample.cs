using CsCheck;
using DataIngestion.Profiles;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift;

/// <summary>Pairs of samples of many shapes, and profiles of them of any size.</summary>
internal static class DriftSample
{
    private static readonly Gen<int> Size = Gen.Frequency((9, Gen.Int[1, 500]), (1, Gen.Int[1000, 12_000]));
    private static readonly string[] Shapes = ["continuous", "ties", "constant", "heavy", "wide", "two"];

    /// <summary>Two samples and the number of knots of their profiles: tiny ones, and the default.</summary>
    public static Gen<(double[] X, double[] Y, int Knots)> Pair { get; } = PairOf(Size);

    public static Gen<(double[] X, double[] Y, int Knots)> PairOf(Gen<int> size) => Gen.Select(
        Gen.Int[0, Shapes.Length - 1], size, size, Gen.Double[-0.3, 0.3], Gen.Int[0, 4], Gen.Int[0, int.MaxValue - 1],
        (shape, n, m, shift, knots, seed) => (
            Values(Shapes[shape], n, 0, seed),
            Values(Shapes[shape], seed % 3 == 0 ? n : m, seed % 2 == 0 ? 0 : shift, seed + 1),
            new[] { 2, 5, 16, 100, QuantileSketch.DefaultKnots }[knots]));

    public static double[] Values(string shape, int count, double shift, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => shift + shape switch
        {
            "ties" => random.Next(40) / 10.0,
            "constant" => 7,
            "heavy" => random.Next(3) == 0 ? 0.5 : random.NextDouble(),
            "wide" => Math.Exp(20 * (random.NextDouble() - 0.5)) * (random.Next(2) == 0 ? 1 : -1),
            "two" => random.Next(2) == 0 ? 0 : 1e6 + random.NextDouble(),
            _ => random.NextDouble(),
        })];
    }

    /// <summary>A profile of that many knots, made in four parts that are merged.</summary>
    public static ColumnProfile Profile(string name, double[] values, int knots)
    {
        ColumnState whole = ColumnState.Create(name, ColumnType.Float64, withheld: false, knots);
        foreach (double[] part in values.Chunk(Math.Max(1, (values.Length + 3) / 4)))
        {
            ColumnState state = ColumnState.Create(name, ColumnType.Float64, withheld: false, knots);
            state.Observe(Batches.Doubles(part.Select(value => (double?)value)));
            state.Seal();
            whole.Merge(state);
        }

        return whole.Complete();
    }
}
