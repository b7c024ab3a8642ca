using System.Globalization;

namespace DataIngestion;

/// <summary>Values of one exponential histogram: row i holds buckets of 2^i values each, the oldest first.</summary>
internal sealed class AdaptiveWindowingState
{
    public List<List<WindowBucket>> Rows { get; set; } = [[]];

    public long Width { get; set; }

    public double Total { get; set; }

    public double SquaredDeviations { get; set; }

    /// <summary>The values since the start, which time the looks at the window.</summary>
    public long Ticks { get; set; }
}

/// <summary>A bucket: the sum of its values and of their squared deviations from its mean.</summary>
internal readonly record struct WindowBucket(double Total, double SquaredDeviations);

internal sealed class AdaptiveWindowing : StreamDetector<AdaptiveWindowingState>
{
    private readonly double _confidence;
    private readonly int _clock;
    private readonly int _bucketsPerRow;
    private readonly int _minimumWindow;

    public AdaptiveWindowing(double confidence, int clock, int bucketsPerRow, int minimumWindow)
        : base(string.Create(CultureInfo.InvariantCulture, $"adwin({confidence}, {clock}, {bucketsPerRow}, {minimumWindow})"))
    {
        OptionChecks.Probability(confidence, nameof(confidence));
        ArgumentOutOfRangeException.ThrowIfLessThan(clock, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bucketsPerRow, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumWindow, 1);
        (_confidence, _clock, _bucketsPerRow, _minimumWindow) = (confidence, clock, bucketsPerRow, minimumWindow);
    }

    // The newer part of the window is the new concept, and is kept.
    private protected override void BeginAnew()
    {
    }

    private protected override StreamStatus Next(double value)
    {
        Insert(value);
        State.Ticks++;
        bool drifted = false;
        if (State.Ticks % _clock == 0 && State.Width > 2 * _minimumWindow)
        {
            while (HasCut())
            {
                DropOldest();
                drifted = true;
            }
        }

        return drifted ? StreamStatus.Drift : StreamStatus.Stable;
    }

    private void Insert(double value)
    {
        State.Rows[0].Add(new WindowBucket(value, 0));
        if (State.Width > 0)
        {
            double deviation = value - (State.Total / State.Width);
            State.SquaredDeviations += State.Width * deviation * deviation / (State.Width + 1);
        }

        State.Width++;
        State.Total += value;
        Compress();
    }

    // Two oldest buckets of a full row become one of the next.
    private void Compress()
    {
        for (int row = 0; row < State.Rows.Count && State.Rows[row].Count > _bucketsPerRow; row++)
        {
            if (row + 1 == State.Rows.Count)
            {
                State.Rows.Add([]);
            }

            List<WindowBucket> buckets = State.Rows[row];
            double size = Size(row);
            double difference = (buckets[0].Total - buckets[1].Total) / size;
            State.Rows[row + 1].Add(new WindowBucket(
                buckets[0].Total + buckets[1].Total, buckets[0].SquaredDeviations + buckets[1].SquaredDeviations + (size * difference * difference / 2)));
            buckets.RemoveRange(0, 2);
        }
    }

    // From the oldest bucket on: whether the mean before some border differs from the mean after it.
    private bool HasCut()
    {
        (double olderTotal, double newerTotal) = (0, State.Total);
        (long older, long newer) = (0, State.Width);
        for (int row = State.Rows.Count - 1; row >= 0; row--)
        {
            foreach (WindowBucket bucket in State.Rows[row])
            {
                long size = Size(row);
                (older, newer) = (older + size, newer - size);
                (olderTotal, newerTotal) = (olderTotal + bucket.Total, newerTotal - bucket.Total);
                if (older > _minimumWindow && newer > _minimumWindow
                    && Math.Abs((olderTotal / older) - (newerTotal / newer)) > Bound(older, newer))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // The bound of the paper's theorem 3.1 for values of any range: harmonic sizes less the smallest window, and the variance of the whole window.
    private double Bound(long older, long newer)
    {
        double delta = Math.Log(2 * Math.Log(State.Width) / _confidence);
        double reciprocal = (1.0 / (older - _minimumWindow + 1)) + (1.0 / (newer - _minimumWindow + 1));
        double variance = Math.Max(0, State.SquaredDeviations / State.Width);
        return Math.Sqrt(2 * reciprocal * variance * delta) + (2.0 / 3 * delta * reciprocal);
    }

    private void DropOldest()
    {
        int row = State.Rows.Count - 1;
        WindowBucket oldest = State.Rows[row][0];
        long size = Size(row);
        State.Width -= size;
        State.Total -= oldest.Total;
        double difference = (oldest.Total / size) - (State.Total / State.Width);
        State.SquaredDeviations -= oldest.SquaredDeviations + (size * (double)State.Width * difference * difference / (size + State.Width));
        State.Rows[row].RemoveAt(0);
        while (State.Rows.Count > 1 && State.Rows[^1].Count == 0)
        {
            State.Rows.RemoveAt(State.Rows.Count - 1);
        }
    }

    private static long Size(int row) => 1L << row;
}
