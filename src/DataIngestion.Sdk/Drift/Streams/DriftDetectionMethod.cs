using System.Globalization;

namespace DataIngestion;

internal sealed class ErrorRateState
{
    public double Errors { get; set; }

    /// <summary>The error rate and its standard deviation when their sum was smallest.</summary>
    public double LeastRate { get; set; } = double.PositiveInfinity;

    public double LeastDeviation { get; set; } = double.PositiveInfinity;
}

internal sealed class DriftDetectionMethod : StreamDetector<ErrorRateState>
{
    private readonly int _minimumValues;
    private readonly double _warningLevel;
    private readonly double _driftLevel;

    public DriftDetectionMethod(int minimumValues, double warningLevel, double driftLevel)
        : base(string.Create(CultureInfo.InvariantCulture, $"ddm({minimumValues}, {warningLevel}, {driftLevel})"))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumValues, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(warningLevel, 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(driftLevel, warningLevel);
        (_minimumValues, _warningLevel, _driftLevel) = (minimumValues, warningLevel, driftLevel);
    }

    private protected override string Expected => "0 for a right and 1 for a wrong answer";

    private protected override bool Takes(double value) => value is 0 or 1;

    private protected override StreamStatus Next(double value)
    {
        State.Errors += value;
        if (Count < _minimumValues)
        {
            return StreamStatus.Stable;
        }

        double rate = State.Errors / Count;
        double deviation = Math.Sqrt(rate * (1 - rate) / Count);
        if (rate + deviation < State.LeastRate + State.LeastDeviation)
        {
            (State.LeastRate, State.LeastDeviation) = (rate, deviation);
        }

        return rate + deviation > State.LeastRate + (_driftLevel * State.LeastDeviation)
            ? StreamStatus.Drift
            : rate + deviation > State.LeastRate + (_warningLevel * State.LeastDeviation) ? StreamStatus.Warning : StreamStatus.Stable;
    }
}
