namespace DataIngestion.Profiles;

/// <summary>Reduces weighted values to few knots and adds what that costs to the rank error.</summary>
internal static class KnotPruning
{
    /// <summary>The items are in ascending order; <paramref name="raised"/> and <paramref name="lowered"/> bound how much too high and too low their ranks are.</summary>
    public static WeightedKnots Prune(List<(double Value, long Weight)> items, int capacity, long raised, long lowered)
    {
        List<(double Value, long Weight)> knots = Combine(items);
        if (knots.Count <= capacity)
        {
            return new([.. knots.Select(knot => knot.Value)], [.. knots.Select(knot => knot.Weight)], Math.Max(raised, lowered));
        }

        // Two neighbouring groups weigh more than the bound together, so there are at most `capacity` groups.
        long bound = (2 * knots.Sum(knot => knot.Weight) / (capacity - 1)) + 1;
        List<double> values = [];
        List<long> weights = [];
        long above = 0;
        long below = 0;
        int start = 0;
        while (start < knots.Count)
        {
            Group group = Group.From(knots, start, bound);
            values.Add(group.Value);
            weights.Add(group.Weight);
            above = Math.Max(above, group.Above);
            below = Math.Max(below, group.Below);
            start = group.End;
        }

        return new([.. values], [.. weights], Math.Max(raised + above, lowered + below));
    }

    private static List<(double Value, long Weight)> Combine(List<(double Value, long Weight)> items)
    {
        List<(double Value, long Weight)> knots = [];
        foreach ((double value, long weight) in items)
        {
            if (knots.Count > 0 && knots[^1].Value.Equals(value))
            {
                knots[^1] = (value, knots[^1].Weight + weight);
            }
            else
            {
                knots.Add((value, weight));
            }
        }

        return knots;
    }

    // One knot for a run of them: below it the run's first weights are missing, from it on its last weights come too early.
    private readonly record struct Group(double Value, long Weight, long Above, long Below, int End)
    {
        public static Group From(List<(double Value, long Weight)> knots, int start, long bound)
        {
            long weight = knots[start].Weight;
            int end = start + 1;
            while (end < knots.Count && weight + knots[end].Weight <= bound)
            {
                weight += knots[end++].Weight;
            }

            long before = 0;
            int at = start;
            while (at + 1 < end && before + knots[at].Weight <= weight - before - knots[at].Weight)
            {
                before += knots[at++].Weight;
            }

            return new(knots[at].Value, weight, weight - before - knots[at].Weight, before, end);
        }
    }
}
