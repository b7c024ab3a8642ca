namespace DataIngestion.Drift;

/// <summary>What a profile with a rank error still guarantees about counts and order statistics.</summary>
internal sealed class RankBounds
{
    private readonly NumericProfile _profile;
    private readonly double[] _knots;
    private readonly long[] _cumulated;

    public RankBounds(NumericProfile profile)
    {
        _profile = profile;
        _knots = KnotSpans.Of(profile.Knots).ToArray();
        _cumulated = KnotSpans.Of(profile.Weights).ToArray();
        for (int i = 1; i < _cumulated.Length; i++)
        {
            _cumulated[i] += _cumulated[i - 1];
        }
    }

    /// <summary>Between which values the value of this rank is, 0 being the smallest value's.</summary>
    public Interval Value(long rank)
    {
        long error = _profile.RankError;
        int low = FirstReaching(rank + 1 - error);
        int high = FirstReaching(rank + 1 + error);
        return new(
            rank + 1 <= error ? _profile.Minimum : Math.Max(_profile.Minimum, _knots[low]),
            high == _knots.Length ? _profile.Maximum : Math.Min(_profile.Maximum, _knots[high]));
    }

    /// <summary>How many values are below x, or with <paramref name="orEqual"/> at most x.</summary>
    public Interval Count(double x, bool orEqual)
    {
        if (orEqual ? x < _profile.Minimum : x <= _profile.Minimum)
        {
            return new(0, 0);
        }

        if (orEqual ? x >= _profile.Maximum : x > _profile.Maximum)
        {
            return new(_profile.Count, _profile.Count);
        }

        int at = Array.BinarySearch(_knots, x);
        int knots = at >= 0 ? at + (orEqual ? 1 : 0) : ~at;
        long estimate = knots == 0 ? 0 : _cumulated[knots - 1];
        return new(Math.Max(0, estimate - _profile.RankError), Math.Min(_profile.Count, estimate + _profile.RankError));
    }

    // The first knot up to which the weights come to at least this much.
    private int FirstReaching(long weight)
    {
        int at = Array.BinarySearch(_cumulated, weight);
        return at >= 0 ? at : ~at;
    }
}
