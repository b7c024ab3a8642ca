using System.Globalization;

namespace DataIngestion;

/// <summary>An exponentially weighted mean and the sum of the squared weights, which McDiarmid's bound needs.</summary>
internal readonly record struct WeightedMean(long Count, double Mean, double SquaredWeights)
{
    public static WeightedMean Empty { get; } = new(0, 0, 1);

    public WeightedMean With(double value, double weight) => new(
        Count + 1,
        (weight * value) + ((1 - weight) * Mean),
        (weight * weight) + ((1 - weight) * (1 - weight) * SquaredWeights));
}

internal sealed class HoeffdingWeightedAveragesState
{
    public WeightedMean All { get; set; } = WeightedMean.Empty;

    public double LowestCut { get; set; } = double.PositiveInfinity;

    public WeightedMean BeforeRise { get; set; } = WeightedMean.Empty;

    public WeightedMean AfterRise { get; set; } = WeightedMean.Empty;

    public double HighestCut { get; set; } = double.NegativeInfinity;

    public WeightedMean BeforeFall { get; set; } = WeightedMean.Empty;

    public WeightedMean AfterFall { get; set; } = WeightedMean.Empty;
}

internal sealed class HoeffdingWeightedAverages : StreamDetector<HoeffdingWeightedAveragesState>
{
    private readonly double _drift;
    private readonly double _warning;
    private readonly double _weight;
    private readonly bool _twoSided;
    private readonly int _minimumValues;

    public HoeffdingWeightedAverages(double driftSignificance, double warningSignificance, double weight, bool twoSided, int minimumValues)
        : base(string.Create(
            CultureInfo.InvariantCulture, $"hddm_w({driftSignificance}, {warningSignificance}, {weight}, {(twoSided ? "two-sided" : "one-sided")}, {minimumValues})"))
    {
        OptionChecks.Probability(driftSignificance, nameof(driftSignificance));
        OptionChecks.Probability(warningSignificance, nameof(warningSignificance));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(warningSignificance, driftSignificance);
        OptionChecks.Probability(weight, nameof(weight));
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumValues, 1);
        (_drift, _warning) = (Math.Log(1 / driftSignificance), Math.Log(1 / warningSignificance));
        (_weight, _twoSided, _minimumValues) = (weight, twoSided, minimumValues);
    }

    private protected override string Expected => "values from 0 to 1";

    private protected override bool Takes(double value) => value is >= 0 and <= 1;

    private protected override StreamStatus Next(double value)
    {
        WeightedMean all = State.All = State.All.With(value, _weight);
        double error = Math.Sqrt(all.SquaredWeights * _drift / 2);
        if (all.Mean + error < State.LowestCut)
        {
            (State.LowestCut, State.BeforeRise, State.AfterRise) = (all.Mean + error, all, WeightedMean.Empty);
        }
        else
        {
            State.AfterRise = State.AfterRise.With(value, _weight);
        }

        if (all.Mean - error > State.HighestCut)
        {
            (State.HighestCut, State.BeforeFall, State.AfterFall) = (all.Mean - error, all, WeightedMean.Empty);
        }
        else
        {
            State.AfterFall = State.AfterFall.With(value, _weight);
        }

        return Count < _minimumValues ? StreamStatus.Stable : Judge();
    }

    private StreamStatus Judge()
    {
        double rise = Excess(State.AfterRise.Mean - State.BeforeRise.Mean, State.BeforeRise, State.AfterRise);
        double fall = _twoSided ? Excess(State.BeforeFall.Mean - State.AfterFall.Mean, State.BeforeFall, State.AfterFall) : double.NegativeInfinity;
        double excess = Math.Max(rise, fall);
        return excess > Math.Sqrt(_drift) ? StreamStatus.Drift : excess > Math.Sqrt(_warning) ? StreamStatus.Warning : StreamStatus.Stable;
    }

    // The difference in units of McDiarmid's bound: √(Σ weights² · ln(1/α) / 2).
    private static double Excess(double difference, WeightedMean before, WeightedMean after) =>
        after.Count == 0 ? double.NegativeInfinity : difference / Math.Sqrt((before.SquaredWeights + after.SquaredWeights) / 2);
}
