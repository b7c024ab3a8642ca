namespace DataIngestion.Drift;

/// <summary>The rows that a learner sees: a code for each feature and row.</summary>
/// <param name="Codes">By feature, then by row.</param>
/// <param name="Bins">The features' bins; codes of numbers have an order, the last one stands for missing values.</param>
internal sealed record CodedRows(byte[][] Codes, IReadOnlyList<FeatureBins> Bins);

/// <summary>
/// Trees of two levels, boosted by Newton steps (Friedman 2001; Chen and Guestrin 2016) on logistic or squared loss. Deterministic: where there are many
/// features, each round looks at some that the seed chooses.
/// </summary>
internal sealed class BoostedTrees
{
    private const int Rounds = 60;
    private const double Rate = 0.15;
    private const double Penalty = 5;
    private const int FeaturesPerRound = 32;

    private readonly CodedRows _data;
    private readonly List<(Split Root, Split? Left, Split? Right, double[] Leaves)> _trees = [];
    private readonly double _start;

    private BoostedTrees(CodedRows data, int[] rows, double[] targets, bool logistic, int seed)
    {
        _data = data;
        double mean = rows.Length == 0 ? 0 : rows.Average(row => targets[row]);
        double share = (mean * rows.Length + 0.5) / (rows.Length + 1);
        _start = logistic ? Math.Log(share / (1 - share)) : mean;
        Boost(rows, targets, logistic, new Random(seed));
    }

    /// <summary>Targets are 0 and 1 for logistic loss, by row of <paramref name="data"/>; only <paramref name="rows"/> are learned from.</summary>
    public static BoostedTrees Fit(CodedRows data, int[] rows, double[] targets, bool logistic, int seed) => new(data, rows, targets, logistic, seed);

    /// <summary>The log odds, or the number itself.</summary>
    public double Score(int row)
    {
        double score = _start;
        foreach ((Split root, Split? left, Split? right, double[] leaves) in _trees)
        {
            score += leaves[Leaf(root, left, right, row)];
        }

        return score;
    }

    private int Leaf(Split root, Split? left, Split? right, int row) => root.GoesLeft(_data, row)
        ? (left is null || left.GoesLeft(_data, row) ? 0 : 1)
        : (right is null || right.GoesLeft(_data, row) ? 2 : 3);

    private void Boost(int[] rows, double[] targets, bool logistic, Random random)
    {
        double[] scores = new double[rows.Length];
        double[] slopes = new double[rows.Length];
        double[] curves = new double[rows.Length];
        Array.Fill(scores, _start);
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                double guess = logistic ? 1 / (1 + Math.Exp(-scores[i])) : scores[i];
                slopes[i] = targets[rows[i]] - guess;
                curves[i] = logistic ? Math.Max(1e-6, guess * (1 - guess)) : 1;
            }

            if (!Grow(rows, slopes, curves, scores, Choose(random)))
            {
                return;
            }
        }
    }

    private bool Grow(int[] rows, double[] slopes, double[] curves, double[] scores, int[] features)
    {
        int[] all = [.. Enumerable.Range(0, rows.Length)];
        if (Split.Best(_data, rows, all, slopes, curves, features, Penalty) is not { } root)
        {
            return false;
        }

        ILookup<bool, int> parts = all.ToLookup(i => root.GoesLeft(_data, rows[i]));
        (int[] left, int[] right) = ([.. parts[true]], [.. parts[false]]);
        Split? below = Split.Best(_data, rows, left, slopes, curves, features, Penalty);
        Split? above = Split.Best(_data, rows, right, slopes, curves, features, Penalty);
        double[] sums = new double[4];
        double[] weights = new double[4];
        int[] leaves = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            leaves[i] = Leaf(root, below, above, rows[i]);
            sums[leaves[i]] += slopes[i];
            weights[leaves[i]] += curves[i];
        }

        double[] values = [.. sums.Select((sum, leaf) => Rate * sum / (weights[leaf] + Penalty))];
        for (int i = 0; i < rows.Length; i++)
        {
            scores[i] += values[leaves[i]];
        }

        _trees.Add((root, below, above, values));
        return true;
    }

    private int[] Choose(Random random)
    {
        int[] features = [.. Enumerable.Range(0, _data.Codes.Length)];
        if (features.Length > FeaturesPerRound)
        {
            random.Shuffle(features);
            System.Array.Resize(ref features, FeaturesPerRound);
        }

        return features;
    }
}
