namespace DataIngestion.Comparisons.Measuring;

internal sealed record Runner(string Name, Func<Task<Measurement>> RunAsync);

// A B A B …: each pair gives one ratio, and the median of the ratios is the result.
internal sealed record Pairs(Side First, Side Second)
{
    public double FirstToSecond => Median.Of(First.Runs.Zip(Second.Runs, (a, b) => a.Seconds / b.Seconds));

    public double SecondToFirst => Median.Of(First.Runs.Zip(Second.Runs, (a, b) => b.Seconds / a.Seconds));

    public IReadOnlyList<Side> Sides => [First, Second];

    public static async Task<Pairs> RunAsync(int count, Runner first, Runner second)
    {
        List<Measurement> a = [];
        List<Measurement> b = [];
        for (int pair = 0; pair < count; pair++)
        {
            a.Add(await first.RunAsync());
            b.Add(await second.RunAsync());
            RequireSameRows(first, a[^1], second, b[^1]);
            await Console.Error.WriteLineAsync($"  pair {pair + 1}: {first.Name} {a[^1].Seconds:0.000} s, {second.Name} {b[^1].Seconds:0.000} s");
        }

        return new(new(first.Name, a), new(second.Name, b));
    }

    private static void RequireSameRows(Runner first, Measurement a, Runner second, Measurement b)
    {
        if (a.Rows != b.Rows)
        {
            throw new InvalidDataException($"{first.Name} saw {a.Rows} rows and {second.Name} {b.Rows}.");
        }

        for (int i = 0; i < Math.Min(a.Values.Count, b.Values.Count); i++)
        {
            if (!(Math.Abs(a.Values[i] - b.Values[i]) <= 1e-9 * Math.Max(1, Math.Abs(b.Values[i]))))
            {
                throw new InvalidDataException($"Result {i}: {first.Name} has {a.Values[i]:R} and {second.Name} {b.Values[i]:R}.");
            }
        }
    }
}
