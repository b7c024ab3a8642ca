using MathNet.Numerics;

namespace DataIngestion.Drift;

/// <summary>Draws how many of <c>marked</c> are among <c>drawn</c> of <c>all</c>, by inversion from the likeliest number outwards: steps grow with the deviation alone.</summary>
internal sealed class Hypergeometric
{
    private readonly long _all;
    private readonly long _marked;
    private readonly long _drawn;
    private readonly long _least;
    private readonly long _most;
    private readonly long _mode;
    private readonly double _likeliest;

    public Hypergeometric(long all, long marked, long drawn)
    {
        (_all, _marked, _drawn) = (all, marked, drawn);
        (_least, _most) = (Math.Max(0, drawn + marked - all), Math.Min(drawn, marked));
        _mode = Math.Clamp((long)((drawn + 1.0) * (marked + 1.0) / (all + 2.0)), _least, _most);
        _likeliest = _least == _most ? 1 : Math.Exp(Choose(marked, _mode) + Choose(all - marked, drawn - _mode) - Choose(all, drawn));
    }

    public long Draw(Random random)
    {
        double left = random.NextDouble() - _likeliest;
        (long low, long high) = (_mode, _mode);
        (double below, double above) = (_likeliest, _likeliest);
        while (left >= 0 && (low > _least || high < _most))
        {
            if (high < _most)
            {
                above *= (double)(_marked - high) * (_drawn - high) / ((high + 1.0) * (_all - _marked - _drawn + high + 1.0));
                high++;
                left -= above;
                if (left < 0)
                {
                    return high;
                }
            }

            if (low > _least)
            {
                below *= (double)low * (_all - _marked - _drawn + low) / ((_marked - low + 1.0) * (_drawn - low + 1.0));
                low--;
                left -= below;
                if (left < 0)
                {
                    return low;
                }
            }

            if (above + below < 1e-18 * _likeliest)
            {
                break;
            }
        }

        return _mode;
    }

    private static double Choose(long n, long k) =>
        SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(k + 1.0) - SpecialFunctions.GammaLn(n - k + 1.0);
}
