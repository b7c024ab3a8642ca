using System.Globalization;
using DataIngestion.Drift;

namespace DataIngestion;

internal sealed class KolmogorovSmirnovWindowingState
{
    public List<double> Window { get; set; } = [];

    /// <summary>The state of the generator of the draws; 0 before the first.</summary>
    public ulong Draws { get; set; }
}

internal sealed class KolmogorovSmirnovWindowing : StreamDetector<KolmogorovSmirnovWindowingState>
{
    private readonly double _significance;
    private readonly int _window;
    private readonly int _newest;
    private readonly double _minimumStatistic;
    private readonly ulong _seed;

    public KolmogorovSmirnovWindowing(double significance, int window, int newest, double minimumStatistic, long seed)
        : base(string.Create(CultureInfo.InvariantCulture, $"kswin({significance}, {window}, {newest}, {minimumStatistic}, seed {seed})"))
    {
        OptionChecks.Probability(significance, nameof(significance));
        ArgumentOutOfRangeException.ThrowIfLessThan(newest, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2 * newest);
        OptionChecks.AtLeastZero(minimumStatistic, nameof(minimumStatistic));
        (_significance, _window, _newest, _minimumStatistic, _seed) = (significance, window, newest, minimumStatistic, unchecked((ulong)seed));
    }

    private protected override void BeginAnew()
    {
        // What is newest is the new concept.
        State.Window.RemoveRange(0, State.Window.Count - _newest);
    }

    private protected override StreamStatus Next(double value)
    {
        List<double> window = State.Window;
        window.Add(value);
        if (window.Count > _window)
        {
            window.RemoveAt(0);
        }

        if (window.Count < _window)
        {
            return StreamStatus.Stable;
        }

        double[] newest = [.. window.Skip(_window - _newest)];
        double[] older = Draw();
        Array.Sort(newest);
        Array.Sort(older);
        KolmogorovSmirnovDistance distance = new(_newest, _newest, Steps(newest, older));
        return distance.Value > _minimumStatistic && TwoSamplePaths.PValue(distance) <= _significance ? StreamStatus.Drift : StreamStatus.Stable;
    }

    // As many of the older values as there are newest ones, without repetition: the first steps of a Fisher-Yates shuffle.
    private double[] Draw()
    {
        double[] older = [.. State.Window.Take(_window - _newest)];
        for (int at = 0; at < _newest; at++)
        {
            int from = at + (int)(NextDraw() % (ulong)(older.Length - at));
            (older[at], older[from]) = (older[from], older[at]);
        }

        return older[.._newest];
    }

    // SplitMix64 (Steele, Lea and Flood 2014): one word of state, which is saved with the rest.
    private ulong NextDraw()
    {
        unchecked
        {
            State.Draws += 0x9E3779B97F4A7C15;
            ulong mixed = State.Draws + _seed;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }

    private static long Steps(double[] first, double[] second)
    {
        long greatest = 0;
        (int i, int j) = (0, 0);
        while (i < first.Length && j < second.Length)
        {
            double value = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] == value)
            {
                i++;
            }

            while (j < second.Length && second[j] == value)
            {
                j++;
            }

            greatest = Math.Max(greatest, Math.Abs(i - j));
        }

        return greatest;
    }
}
