using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Suites;

// One set of runs and the lines that it gives. A heavy one runs only when asked for.
internal sealed record Comparison(IReadOnlyList<string> Lines, Func<Settings, Task<IReadOnlyList<Line>>> RunAsync)
{
    public bool Heavy { get; init; }

    // Why it cannot be run here, as the whole line to print; null where it can.
    public Func<string?> Missing { get; init; } = () => null;
}
