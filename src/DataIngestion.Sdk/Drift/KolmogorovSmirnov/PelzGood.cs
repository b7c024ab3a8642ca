namespace DataIngestion.Drift;

/// <summary>P(D ≤ d) to about ten digits for large n: K₀(z) + K₁(z)/√n + K₂(z)/n + K₃(z)/n^1.5 with z = d√n (Pelz and Good 1976).</summary>
internal static class PelzGood
{
    private const double Pi2 = Math.PI * Math.PI;
    private const double Pi4 = Pi2 * Pi2;
    private const double Pi6 = Pi4 * Pi2;
    private const double SmallestExponent = -708;

    public static double Probability(long n, double d)
    {
        double z = Math.Sqrt(n) * d;
        double z2 = z * z;
        if (-Pi2 / (8 * z2) < SmallestExponent)
        {
            return 0;
        }

        (double k0, double k1, double k2, double k3) = OddTerms(z, z2);
        (double all2, double all3) = AllTerms(z, z2);
        double root = Math.Sqrt(n);
        return k0 + (k1 / root) + ((k2 + all2) / n) + ((k3 + all3) / (n * root));
    }

    private static (double K0, double K1, double K2, double K3) OddTerms(double z, double z2)
    {
        double z4 = z2 * z2;
        double z6 = z4 * z2;
        (double k0, double k1, double k2, double k3) = (0, 0, 0, 0);
        for (int m = Largest(z); m >= 1; m -= 2)
        {
            double m2 = (double)m * m;
            double weight = Math.Exp(-Pi2 * m2 / (8 * z2));
            k0 += weight;
            k1 += weight * ((Pi2 / 4 * m2) - z2);
            k2 += weight * ((6 * z6) + (2 * z4) + (((2 * z4) - (5 * z2)) * Pi2 / 4 * m2) + (Pi4 * (1 - (2 * z2)) / 16 * m2 * m2));
            k3 += weight * ((-30 * z6) - (90 * z6 * z2)
                + (Pi2 * ((135 * z4) - (96 * z6)) / 4 * m2)
                + (Pi4 * ((212 * z4) - (60 * z2)) / 16 * m2 * m2)
                + (Pi6 * (5 - (30 * z2)) / 64 * m2 * m2 * m2));
        }

        double factor = Math.Sqrt(2 * Math.PI);
        return (k0 * factor / z, k1 * factor / (6 * z4), k2 * factor / (72 * z6 * z), k3 * factor / (6480 * z6 * z4));
    }

    private static (double K2, double K3) AllTerms(double z, double z2)
    {
        (double k2, double k3) = (0, 0);
        for (int k = Largest(z); k >= 1; k--)
        {
            double square = (double)k * k;
            double weight = Math.Exp(-Pi2 * square / (2 * z2));
            k2 += weight * square;
            k3 += weight * square * ((3 * z2) - (Pi2 * square));
        }

        double factor = Pi2 * Math.Sqrt(2 * Math.PI);
        return (-k2 * factor / (36 * z2 * z), k3 * factor / (216 * z2 * z2 * z2));
    }

    // An odd number beyond which the weights are below the last digit.
    private static int Largest(double z) => (2 * (int)Math.Ceiling(16 * z / Math.PI)) - 1;
}
