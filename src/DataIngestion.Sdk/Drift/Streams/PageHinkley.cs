using System.Globalization;

namespace DataIngestion;

internal sealed class PageHinkleyState
{
    public double Mean { get; set; }

    public double Sum { get; set; }
}

internal sealed class PageHinkley : StreamDetector<PageHinkleyState>
{
    private readonly int _minimumValues;
    private readonly double _tolerance;
    private readonly double _threshold;
    private readonly double _forgetting;

    public PageHinkley(int minimumValues, double tolerance, double threshold, double forgetting)
        : base(string.Create(CultureInfo.InvariantCulture, $"page_hinkley({minimumValues}, {tolerance}, {threshold}, {forgetting})"))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumValues, 1);
        OptionChecks.AtLeastZero(tolerance, nameof(tolerance));
        OptionChecks.AtLeastZero(threshold, nameof(threshold));
        ArgumentOutOfRangeException.ThrowIfZero(threshold);
        OptionChecks.AtLeastZero(forgetting, nameof(forgetting));
        ArgumentOutOfRangeException.ThrowIfZero(forgetting);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(forgetting, 1);
        (_minimumValues, _tolerance, _threshold, _forgetting) = (minimumValues, tolerance, threshold, forgetting);
    }

    private protected override StreamStatus Next(double value)
    {
        State.Mean += (value - State.Mean) / Count;
        State.Sum = Math.Max(0, (_forgetting * State.Sum) + (value - State.Mean - _tolerance));
        return Count >= _minimumValues && State.Sum >= _threshold ? StreamStatus.Drift : StreamStatus.Stable;
    }
}
