namespace DataIngestion.Drift;

/// <summary>P(D⁺ ≥ d) for n values by the sum of Birnbaum and Tingey (1951).</summary>
internal static class OneSidedKolmogorov
{
    private const long LargestFullSum = 2_000;
    private const long GridPoints = 8_192;

    // d Σ_j C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j): each term is a binomial probability at p = d + j/n times d/p.
    public static double Survival(long n, double d)
    {
        long last = Math.Min((long)Math.Floor(n * (1 - d)), n - 1);
        if (n <= LargestFullSum)
        {
            return Sum(n, d, 0, last, 1, 0);
        }

        // The terms fall off from the middle as exp(−nd²/(2u(1−u))) with u = j/n: the far ones are below the last digit, and the sum of a function
        // that is as smooth as this and flat at both ends is the sum over a coarse grid times its step (Euler and Maclaurin).
        long middle = last / 2;
        long step = Math.Max(1, n / GridPoints);
        double upper = Sum(n, d, middle, last, step, 1e-20);
        return step * (upper + Sum(n, d, middle - step, 0, -step, 1e-20));
    }

    /// <summary>ln(n!) − ln(√(2πn) (n/e)^n).</summary>
    public static double StirlingError(long n)
    {
        if (n > 15)
        {
            double r = 1.0 / n;
            double s = r * r;
            return r * ((1.0 / 12) - (s * ((1.0 / 360) - (s * ((1.0 / 1260) - (s * ((1.0 / 1680) - (s / 1188))))))));
        }

        double factorial = 1;
        for (int k = 2; k <= n; k++)
        {
            factorial *= k;
        }

        return n == 0 ? 0 : Math.Log(factorial) - (0.5 * Math.Log(2 * Math.PI * n)) - (n * Math.Log(n)) + n;
    }

    private static double Sum(long n, double d, long from, long to, long step, double negligible)
    {
        double sum = 0;
        for (long j = from; step > 0 ? j <= to : j >= to; j += step)
        {
            double term = Term(n, d, j);
            sum += term;
            if (term < negligible * sum)
            {
                break;
            }
        }

        return sum;
    }

    private static double Term(long n, double d, long j)
    {
        double shift = n * d;
        double rest = n - j - shift;
        if (rest <= 0)
        {
            return 0;
        }

        if (j == 0)
        {
            return Math.Exp(n * LogOnePlus(-d));
        }

        // Loader, Fast and accurate computation of binomial probabilities (2000): deviances instead of differences of large logarithms.
        double deviance = (-j * LogOnePlusMinus(shift / j)) - ((n - j) * LogOnePlusMinus(-shift / (n - j)));
        double errors = StirlingError(n) - StirlingError(j) - StirlingError(n - j);
        return shift / (shift + j) * Math.Sqrt(n / (2 * Math.PI * j * (double)(n - j))) * Math.Exp(errors - deviance);
    }

    private static double LogOnePlus(double u) => LogOnePlusMinus(u) + u;

    // ln(1 + u) − u without cancellation near zero: with r = u/(2 + u), −u·r + 2r(r²/3 + r⁴/5 + …).
    private static double LogOnePlusMinus(double u)
    {
        if (Math.Abs(u) > 0.4)
        {
            return Math.Log(1 + u) - u;
        }

        double r = u / (2 + u);
        double square = r * r;
        double series = 0;
        for (int k = 27; k >= 3; k -= 2)
        {
            series = (series * square) + (1.0 / k);
        }

        return (-u * r) + (2 * r * square * series);
    }
}
