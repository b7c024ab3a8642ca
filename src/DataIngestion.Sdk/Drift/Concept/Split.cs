namespace DataIngestion.Drift;

/// <summary>Which codes of one feature go to the left.</summary>
internal sealed class Split(int feature, bool[] left)
{
    private const int FewestRows = 5;

    public bool GoesLeft(CodedRows data, int row) => left[data.Codes[feature][row]];

    /// <summary>The split with the greatest gain, or <see langword="null"/> when none has any. <paramref name="members"/> are places in <paramref name="rows"/>.</summary>
    public static Split? Best(CodedRows data, int[] rows, int[] members, double[] slopes, double[] curves, int[] features, double penalty)
    {
        (double gain, int feature, bool[]? left) = (1e-9, -1, null);
        foreach (int candidate in features)
        {
            Histogram histogram = Histogram.Of(data.Codes[candidate], data.Bins[candidate].Codes, rows, members, slopes, curves);
            foreach (int[] order in Orders(data.Bins[candidate], histogram, penalty))
            {
                (double found, int length) = histogram.Scan(order, penalty, FewestRows);
                if (found > gain)
                {
                    (gain, feature, left) = (found, candidate, new bool[256]);
                    foreach (int code in order.AsSpan(0, length))
                    {
                        left[code] = true;
                    }
                }
            }
        }

        return left is null ? null : new(feature, left);
    }

    // Numbers in their order with missing values at either end; categories by their own slope, which is the best order (Fisher 1958).
    private static IEnumerable<int[]> Orders(FeatureBins bins, Histogram histogram, double penalty)
    {
        int[] codes = [.. Enumerable.Range(0, bins.Codes)];
        if (!bins.IsNumber)
        {
            return [[.. codes.OrderBy(code => histogram.Slopes[code] / (histogram.Curves[code] + penalty))]];
        }

        return histogram.Rows[^1] == 0 ? [codes] : [codes, [bins.Codes - 1, .. codes[..^1]]];
    }
}

/// <summary>Sums by code.</summary>
internal sealed record Histogram(double[] Slopes, double[] Curves, int[] Rows)
{
    public static Histogram Of(byte[] codes, int count, int[] rows, int[] members, double[] slopes, double[] curves)
    {
        Histogram histogram = new(new double[count], new double[count], new int[count]);
        foreach (int member in members)
        {
            int code = codes[rows[member]];
            histogram.Slopes[code] += slopes[member];
            histogram.Curves[code] += curves[member];
            histogram.Rows[code]++;
        }

        return histogram;
    }

    /// <summary>The best place to cut the codes in that order.</summary>
    public (double Gain, int Length) Scan(int[] order, double penalty, int fewest)
    {
        (double slopes, double curves, int rows) = (Slopes.Sum(), Curves.Sum(), Rows.Sum());
        double whole = slopes * slopes / (curves + penalty);
        (double slope, double curve, int count) = (0, 0, 0);
        (double best, int length) = (0, 0);
        for (int i = 0; i + 1 < order.Length; i++)
        {
            slope += Slopes[order[i]];
            curve += Curves[order[i]];
            count += Rows[order[i]];
            if (count < fewest || rows - count < fewest)
            {
                continue;
            }

            double gain = (slope * slope / (curve + penalty)) + ((slopes - slope) * (slopes - slope) / (curves - curve + penalty)) - whole;
            (best, length) = gain > best ? (gain, i + 1) : (best, length);
        }

        return (best, length);
    }
}
