using System.Globalization;

namespace DataIngestion;

/// <summary>The mean of a number of values.</summary>
internal readonly record struct RunningMean(long Count, double Sum)
{
    public double Value => Sum / Count;

    public RunningMean With(double value) => new(Count + 1, Sum + value);
}

internal sealed class HoeffdingAveragesState
{
    public RunningMean All { get; set; }

    /// <summary>The values before the cut where the mean was lowest.</summary>
    public RunningMean Lowest { get; set; }

    /// <summary>The values before the cut where the mean was highest.</summary>
    public RunningMean Highest { get; set; }
}

internal sealed class HoeffdingAverages : StreamDetector<HoeffdingAveragesState>
{
    private readonly double _drift;
    private readonly double _warning;
    private readonly bool _twoSided;
    private readonly int _minimumValues;

    public HoeffdingAverages(double driftSignificance, double warningSignificance, bool twoSided, int minimumValues)
        : base(string.Create(CultureInfo.InvariantCulture, $"hddm_a({driftSignificance}, {warningSignificance}, {(twoSided ? "two-sided" : "one-sided")}, {minimumValues})"))
    {
        OptionChecks.Probability(driftSignificance, nameof(driftSignificance));
        OptionChecks.Probability(warningSignificance, nameof(warningSignificance));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(warningSignificance, driftSignificance);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumValues, 1);
        (_drift, _warning, _twoSided, _minimumValues) = (Math.Log(1 / driftSignificance), Math.Log(1 / warningSignificance), twoSided, minimumValues);
    }

    private protected override string Expected => "values from 0 to 1";

    private protected override bool Takes(double value) => value is >= 0 and <= 1;

    private protected override StreamStatus Next(double value)
    {
        RunningMean all = State.All = State.All.With(value);
        double error = Bound(all.Count);
        if (State.Lowest.Count == 0 || all.Value + error <= State.Lowest.Value + Bound(State.Lowest.Count))
        {
            State.Lowest = all;
        }

        if (State.Highest.Count == 0 || all.Value - error >= State.Highest.Value - Bound(State.Highest.Count))
        {
            State.Highest = all;
        }

        return Count < _minimumValues ? StreamStatus.Stable : Judge(all);
    }

    private StreamStatus Judge(RunningMean all)
    {
        double rise = Excess(State.Lowest, all, all.Value - State.Lowest.Value);
        double fall = _twoSided ? Excess(State.Highest, all, State.Highest.Value - all.Value) : double.NegativeInfinity;
        double excess = Math.Max(rise, fall);
        return excess >= Math.Sqrt(_drift) ? StreamStatus.Drift : excess >= Math.Sqrt(_warning) ? StreamStatus.Warning : StreamStatus.Stable;
    }

    // The difference in units of Hoeffding's bound: √((m/2)·ln(1/α)) with m = 1/n_before − 1/n_all.
    private static double Excess(RunningMean before, RunningMean all, double difference)
    {
        double later = all.Count - before.Count;
        return later == 0 ? double.NegativeInfinity : difference / Math.Sqrt(later / (2.0 * before.Count * all.Count));
    }

    private double Bound(long count) => Math.Sqrt(_drift / (2.0 * count));
}
