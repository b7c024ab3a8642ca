namespace DataIngestion.Drift;

/// <summary>P(D &lt; d) by Durbin's matrix in the form of Marsaglia, Tsang and Wang (2003): n!/n^n times the middle element of H^n.</summary>
internal static class DurbinMatrix
{
    // Entries beyond 2^128 are divided by it and the power is kept apart.
    private const int Exponent = 128;

    public static double Probability(int n, double d)
    {
        int k = (int)Math.Ceiling(n * d);
        int size = (2 * k) - 1;
        Scaled power = Power(new(Matrix(size, k - (n * d)), size, 0), n);
        return Unscale(power[k - 1], power.Exponent, n);
    }

    private static double[] Matrix(int size, double h)
    {
        double[] inverseFactorial = new double[size + 1];
        inverseFactorial[0] = 1;
        for (int i = 1; i <= size; i++)
        {
            inverseFactorial[i] = inverseFactorial[i - 1] / i;
        }

        double[] matrix = new double[size * size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 1; column <= Math.Min(row + 1, size - 1); column++)
            {
                matrix[(row * size) + column] = inverseFactorial[row - column + 1];
            }
        }

        // The first column and the last row are cut by the band's edge; the corner is cut by both.
        for (int i = 0; i < size; i++)
        {
            double edge = (1 - Math.Pow(h, i + 1)) * inverseFactorial[i + 1];
            matrix[i * size] = edge;
            matrix[((size - 1) * size) + (size - 1 - i)] = edge;
        }

        double corner = 1 - (2 * Math.Pow(h, size)) + Math.Pow(Math.Max(0, (2 * h) - 1), size);
        matrix[(size - 1) * size] = corner * inverseFactorial[size];
        return matrix;
    }

    private static Scaled Power(Scaled matrix, int n)
    {
        Scaled? result = null;
        for (int rest = n; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                result = result is { } partial ? partial * matrix : matrix;
            }

            if (rest > 1)
            {
                matrix *= matrix;
            }
        }

        return result!;
    }

    private static double Unscale(double p, int exponent, int n)
    {
        for (int i = 1; i <= n; i++)
        {
            p *= i / (double)n;
            if (p < 1e-140)
            {
                p = Math.ScaleB(p, Exponent);
                exponent -= Exponent;
            }
        }

        return Math.Clamp(Math.ScaleB(p, exponent), 0, 1);
    }

    private sealed record Scaled(double[] Values, int Size, int Exponent)
    {
        public double this[int diagonal] => Values[(diagonal * Size) + diagonal];

        public static Scaled operator *(Scaled a, Scaled b)
        {
            int size = a.Size;
            double[] product = new double[size * size];
            for (int row = 0; row < size; row++)
            {
                Span<double> target = product.AsSpan(row * size, size);
                for (int inner = 0; inner < size; inner++)
                {
                    double factor = a.Values[(row * size) + inner];
                    ReadOnlySpan<double> source = b.Values.AsSpan(inner * size, size);
                    for (int column = 0; column < size; column++)
                    {
                        target[column] += factor * source[column];
                    }
                }
            }

            return new Scaled(product, size, a.Exponent + b.Exponent).Shrink();
        }

        private Scaled Shrink()
        {
            if (this[Size / 2] < Math.ScaleB(1, DurbinMatrix.Exponent))
            {
                return this;
            }

            double[] values = [.. Values.Select(value => Math.ScaleB(value, -DurbinMatrix.Exponent))];
            return new(values, Size, Exponent + DurbinMatrix.Exponent);
        }
    }
}
