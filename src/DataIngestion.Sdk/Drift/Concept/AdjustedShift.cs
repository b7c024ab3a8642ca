namespace DataIngestion.Drift;

/// <summary>What one held-out row says: its side, its target, what both models think on average, by how much they differ, and how typical it is of the delivery.</summary>
internal readonly record struct HeldOutRow(bool IsCurrent, double Target, double Expected, double Difference, double Domain);

/// <summary>
/// Whether the models' difference is real. Rows are put into strata by the domain classifier's score (in each, the features of both sides are distributed
/// alike: Rosenbaum and Rubin 1983) and by the difference. In each stratum the score of a shift of the delivery is taken, with the models' average as
/// offset and a free level; a shift that all strata share is estimated and taken off; what is left must grow with the difference.
/// </summary>
internal sealed class AdjustedShift
{
    private const int RowsPerStratum = 20;
    private const int MostCuts = 10;
    private const int Steps = 30;

    private AdjustedShift(double trend, double variance, double information, double center) =>
        (Trend, Variance, Information, Center) = (trend, variance, information, center);

    public double Trend { get; }

    public double Variance { get; }

    /// <summary>The trend if the models' difference were just the truth.</summary>
    public double Information { get; }

    /// <summary>The difference that counts as the shared shift.</summary>
    public double Center { get; }

    public static AdjustedShift Of(IReadOnlyList<HeldOutRow> rows, bool logistic)
    {
        int cuts = Math.Clamp((int)Math.Sqrt((double)rows.Count / RowsPerStratum), 1, MostCuts);
        double[] domains = Cuts(rows.Select(row => row.Domain), cuts);
        double[] differences = Cuts(rows.Select(row => row.Difference), Math.Max(2, cuts));
        Cell[] cells = [.. rows.GroupBy(row => (FeatureBins.Bin(domains, row.Domain), FeatureBins.Bin(differences, row.Difference)))
            .OrderBy(group => group.Key).Select(group => new Cell([.. group], logistic)).Where(cell => cell.IsUseful)];
        double shift = 0;
        for (int step = 0; step < Steps && cells.Length > 0; step++)
        {
            foreach (Cell cell in cells)
            {
                cell.Level(shift);
            }

            double move = cells.Sum(cell => cell.Score) / cells.Sum(cell => cell.Information);
            shift += Math.Clamp(double.IsFinite(move) ? move : 0, -2, 2);
            if (Math.Abs(move) < 1e-10)
            {
                break;
            }
        }

        double information = cells.Sum(cell => cell.Information);
        double center = information > 0 ? cells.Sum(cell => cell.Information * cell.Difference) / information : 0;
        return new(
            cells.Sum(cell => (cell.Difference - center) * cell.Score),
            cells.Sum(cell => cell.Noise * (cell.Difference - center) * (cell.Difference - center)),
            cells.Sum(cell => cell.Information * (cell.Difference - center) * (cell.Difference - center)),
            center);
    }

    private static double[] Cuts(IEnumerable<double> values, int cuts)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? [] : [.. Enumerable.Range(1, cuts - 1).Select(cut => sorted[(int)((long)cut * sorted.Length / cuts)]).Distinct()];
    }

    private sealed class Cell(HeldOutRow[] rows, bool logistic)
    {
        private readonly int _current = rows.Count(row => row.IsCurrent);
        private double _level;

        public bool IsUseful => _current > 1 && rows.Length - _current > 1 && (!logistic || rows.Any(row => row.Target != rows[0].Target));

        public double Difference { get; } = rows.Average(row => row.Difference);

        public double Score { get; private set; }

        public double Information { get; private set; }

        /// <summary>The variance of the score.</summary>
        public double Noise { get; private set; }

        // The score of the delivery's shift and its information, with the stratum's own level at its best value.
        public void Level(double shift)
        {
            if (logistic)
            {
                Logistic(shift);
            }
            else
            {
                Means(shift);
            }
        }

        private void Logistic(double shift)
        {
            (double excess, double reference, double current, double rest) = (0, 0, 0, 0);
            for (int step = 0; step < Steps; step++)
            {
                (excess, reference, current, rest) = (0, 0, 0, 0);
                foreach (HeldOutRow row in rows)
                {
                    double guess = 1 / (1 + Math.Exp(-(row.Expected + _level + (row.IsCurrent ? shift : 0))));
                    double curve = guess * (1 - guess);
                    rest += row.Target - guess;
                    excess += row.IsCurrent ? row.Target - guess : 0;
                    (reference, current) = row.IsCurrent ? (reference, current + curve) : (reference + curve, current);
                }

                if (Math.Abs(rest) < 1e-10 * rows.Length)
                {
                    break;
                }

                _level += Math.Clamp(rest / (reference + current), -2, 2);
            }

            Information = reference * current / (reference + current);
            Score = excess;

            // As in Mantel and Haenszel's variance: the level costs one row.
            Noise = Information * rows.Length / (rows.Length - 1.0);
        }

        // Weights of the rows alone, and variances as they are on each side of each stratum.
        private void Means(double shift)
        {
            (double mean, double variance) = Moments(true);
            (double other, double otherVariance) = Moments(false);
            Information = (double)_current * (rows.Length - _current) / rows.Length;
            Score = Information * (mean - other - shift);
            Noise = Information * Information * (variance + otherVariance);
        }

        private (double Mean, double Variance) Moments(bool current)
        {
            double[] rest = [.. rows.Where(row => row.IsCurrent == current).Select(row => row.Target - row.Expected)];
            double mean = rest.Average();
            return (mean, rest.Sum(value => (value - mean) * (value - mean)) / (rest.Length - 1) / rest.Length);
        }
    }
}
