using System.Globalization;

namespace DataIngestion.Comparisons.Measuring;

internal enum Bound { AtMost, AtLeast }

// The measurements of one side, in the order of the pairs.
internal sealed record Side(string Name, IReadOnlyList<Measurement> Runs)
{
    public double MedianSeconds => Median.Of(Runs.Select(run => run.Seconds));

    public long PeakBytes => Runs.Max(run => run.PeakBytes);
}

// One printed line: NAME RATIO TARGET ok|short, then the peak memory of the sides.
internal sealed record Line(string Name, double Ratio, double Target, Bound Bound, IReadOnlyList<Side> Sides)
{
    public string? Note { get; init; }

    public bool Holds => Bound == Bound.AtMost ? Ratio <= Target : Ratio >= Target;

    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Name} {Ratio:0.###} {Target:0.###} {(Holds ? "ok" : "short")}  {Peaks}; {Seconds}{Remark}");

    public string TargetText => string.Create(CultureInfo.InvariantCulture, $"{(Bound == Bound.AtMost ? "≤" : "≥")} {Target:0.###}");

    private string Peaks => "peak " + string.Join(" / ", Sides.Select(side => string.Create(CultureInfo.InvariantCulture, $"{side.Name} {side.PeakBytes / 1e6:0} MB")));

    private string Seconds => "median " + string.Join(" / ", Sides.Select(side => string.Create(CultureInfo.InvariantCulture, $"{side.MedianSeconds:0.000} s")));

    private string Remark => Note is null ? "" : "; " + Note;
}

internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
