using System.Globalization;

namespace DataIngestion;

internal sealed class ErrorDistanceState
{
    public long Errors { get; set; }

    public long LastError { get; set; }

    public double Mean { get; set; }

    public double SquaredDeviations { get; set; }

    public double Largest { get; set; } = double.NegativeInfinity;

}

internal sealed class EarlyDriftDetectionMethod : StreamDetector<ErrorDistanceState>
{
    private const double Deviations = 2;
    private readonly int _minimumErrors;
    private readonly double _warningRatio;
    private readonly double _driftRatio;

    public EarlyDriftDetectionMethod(int minimumErrors, double warningRatio, double driftRatio)
        : base(string.Create(CultureInfo.InvariantCulture, $"eddm({minimumErrors}, {warningRatio}, {driftRatio})"))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumErrors, 1);
        OptionChecks.Probability(warningRatio, nameof(warningRatio));
        OptionChecks.Probability(driftRatio, nameof(driftRatio));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(driftRatio, warningRatio);
        (_minimumErrors, _warningRatio, _driftRatio) = (minimumErrors, warningRatio, driftRatio);
    }

    private protected override string Expected => "0 for a right and 1 for a wrong answer";

    private protected override bool Takes(double value) => value is 0 or 1;

    private protected override StreamStatus Next(double value)
    {
        // A right answer says nothing of the distance of errors.
        if (value == 0)
        {
            return StreamStatus.Stable;
        }

        double distance = Count - State.LastError;
        State.LastError = Count;
        State.Errors++;
        double before = State.Mean;
        State.Mean += (distance - before) / State.Errors;
        State.SquaredDeviations += (distance - State.Mean) * (distance - before);
        return Count < _minimumErrors ? StreamStatus.Stable : Judge(State.Mean + (Deviations * Math.Sqrt(State.SquaredDeviations / State.Errors)));
    }

    private StreamStatus Judge(double spread)
    {
        if (spread > State.Largest)
        {
            State.Largest = spread;
            return StreamStatus.Stable;
        }

        double ratio = State.Errors < _minimumErrors ? 1 : spread / State.Largest;
        return ratio < _driftRatio ? StreamStatus.Drift : ratio < _warningRatio ? StreamStatus.Warning : StreamStatus.Stable;
    }
}
