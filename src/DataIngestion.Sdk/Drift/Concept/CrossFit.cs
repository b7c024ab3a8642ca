using MathNet.Numerics.Distributions;

namespace DataIngestion.Drift;

/// <summary>Trains on one half of each side's sample and scores the other, then the other way round.</summary>
internal sealed class CrossFit
{
    private const int Folds = 2;
    private const double Interval = 1.959963984540054;

    private readonly ConceptPlan _plan;
    private readonly CodedRows _data;
    private readonly bool[] _isCurrent;
    private readonly byte[] _groups;
    private readonly double[] _values;
    private readonly int[] _folds;
    private readonly int[] _classes;
    private readonly double _deviation;

    private CrossFit(ConceptPlan plan, ConceptSide reference, ConceptSide current, int[] features)
    {
        _plan = plan;
        (RowSample first, RowSample second) = (reference.Sample, current.Sample);
        byte[][] codes = [.. features.Select(feature => (byte[])[.. first.Codes(feature), .. second.Codes(feature)])];
        _data = new(codes, [.. features.Select(feature => plan.Features[feature])]);
        _isCurrent = [.. Enumerable.Repeat(false, first.Count), .. Enumerable.Repeat(true, second.Count)];
        _groups = [.. first.Groups, .. second.Groups];
        _values = [.. first.Values, .. second.Values];
        _folds = Assign(first.Count, second.Count, plan.Options.Seed);
        _classes = plan.Target.IsNumber ? [0] : Problems(first.Groups, second.Groups);
        _deviation = plan.Target.Deviation;
    }

    /// <summary>Returns <see langword="null"/> when a side has too few rows, or the target no two values.</summary>
    public static (ConceptModel Model, DomainClassifier Domain)? Compare(ConceptPlan plan, ConceptSide reference, ConceptSide current, int[] features)
    {
        int fewest = Math.Min(reference.Sample.Count, current.Sample.Count);
        if (fewest < plan.Options.MinimumRows || fewest < 4 * Folds || features.Length == 0 || (plan.Target.IsNumber && !(plan.Target.Deviation > 0)))
        {
            return null;
        }

        CrossFit fit = new(plan, reference, current, features);
        return fit._classes.Length == 0 ? null : fit.Run();
    }

    // One problem for two classes, one for each class against the rest for more; classes seen on one side alone are too new to model.
    private static int[] Problems(ReadOnlySpan<byte> reference, ReadOnlySpan<byte> current)
    {
        int[] first = new int[256];
        int[] second = new int[256];
        foreach (byte group in reference)
        {
            first[group]++;
        }

        foreach (byte group in current)
        {
            second[group]++;
        }

        int[] present = [.. Enumerable.Range(0, 256).Where(group => first[group] + second[group] > 0)];
        int[] both = [.. present.Where(group => first[group] > 0 && second[group] > 0)];
        return present.Length < 2 ? [] : present.Length == 2 ? [present[1]] : both;
    }

    private static int[] Assign(int reference, int current, int seed)
    {
        Random random = new(seed);
        return [.. Half(reference), .. Half(current)];

        int[] Half(int count)
        {
            int[] folds = [.. Enumerable.Range(0, count).Select(row => row % Folds)];
            random.Shuffle(folds);
            return folds;
        }
    }

    private (ConceptModel, DomainClassifier) Run()
    {
        Fold[] folds = [.. Enumerable.Range(0, Folds).Select(fold => Fit(fold))];
        return (Model(folds), Domain(folds));
    }

    private Fold Fit(int fold)
    {
        int[] train = [.. Enumerable.Range(0, _folds.Length).Where(row => _folds[row] != fold)];
        int[] test = [.. Enumerable.Range(0, _folds.Length).Where(row => _folds[row] == fold)];
        int seed = _plan.Options.Seed + fold;
        double[] sides = [.. _isCurrent.Select(side => side ? 1.0 : 0)];
        BoostedTrees? domain = null;
        (double[] Reference, double[] Difference)[] scores = new (double[], double[])[_classes.Length];
        ColumnBatches.ForEach(_classes.Length + 1, problem =>
        {
            if (problem == _classes.Length)
            {
                domain = BoostedTrees.Fit(_data, train, sides, true, seed);
                return;
            }

            double[] targets = Targets(problem);
            BoostedTrees first = BoostedTrees.Fit(_data, [.. train.Where(row => !_isCurrent[row])], targets, !_plan.Target.IsNumber, seed);
            BoostedTrees second = BoostedTrees.Fit(_data, [.. train.Where(row => _isCurrent[row])], targets, !_plan.Target.IsNumber, seed);
            scores[problem] = ([.. test.Select(first.Score)], [.. test.Select(row => second.Score(row) - first.Score(row))]);
        }, CancellationToken.None);
        return new(test, [.. test.Select(domain!.Score)], scores);
    }

    private double[] Targets(int problem) => _plan.Target.IsNumber ? _values : [.. _groups.Select(group => group == _classes[problem] ? 1.0 : 0)];

    private DomainClassifier Domain(Fold[] folds)
    {
        (double area, double error) = Mean([.. folds.Select(fold => Area(fold, fold.Domain, i => _isCurrent[fold.Rows[i]], _ => true)!)]);
        double p = error > 0 ? Normal.CDF(0, 1, (0.5 - area) / error) : area > 0.5 ? 0 : 1;
        bool drifted = p <= _plan.Options.Significance && area - 0.5 >= _plan.Options.MinimumDomainEffect;
        return new(area, Math.Max(0, area - (Interval * error)), Math.Min(1, area + (Interval * error)), p, drifted);
    }

    private ConceptModel Model(Fold[] folds)
    {
        (double z, double p, double effect) = Adjusted(folds);
        double bound = _plan.Target.IsNumber ? _plan.Options.MinimumMeanEffect : _plan.Options.MinimumEffect;
        Losses losses = Losses.Of(folds.SelectMany(fold => fold.Rows.Select((row, i) => (_isCurrent[row], Loss(fold, i)))));
        return new(
            _plan.Target.IsNumber ? "squared_error" : "log_loss",
            losses.Reference,
            losses.Current,
            losses.Difference,
            Wrong(folds, false),
            Wrong(folds, true),
            Areas(folds, false),
            Areas(folds, true),
            new("adjusted_interaction", z, null, p),
            effect,
            bound,
            _isCurrent.Count(side => !side),
            _isCurrent.Count(side => side),
            p <= _plan.Options.Significance && effect >= bound);
    }

    // The problem with the least p-value, corrected for their number.
    private (double Z, double PValue, double Effect) Adjusted(Fold[] folds)
    {
        (double z, double p, double effect) best = (0, 1, 0);
        for (int problem = 0; problem < _classes.Length; problem++)
        {
            double[] targets = Targets(problem);
            HeldOutRow[][] rows = [.. folds.Select(fold => fold.Rows.Select((row, i) => HeldOut(fold, i, problem, targets[row])).ToArray())];
            AdjustedShift[] shifts = [.. rows.Select(each => AdjustedShift.Of(each, !_plan.Target.IsNumber))];

            // What chance a half's models learn, the other half's meet again: both trends go together, so their deviations add, not their variances.
            double deviation = shifts.Sum(shift => Math.Sqrt(shift.Variance));
            double z = deviation > 0 ? shifts.Sum(shift => shift.Trend) / deviation : 0;
            double p = Math.Min(1, Normal.CDF(0, 1, -z) * _classes.Length);
            if (p < best.p)
            {
                best = (z, p, Effect(rows, shifts));
            }
        }

        return best;
    }

    private HeldOutRow HeldOut(Fold fold, int i, int problem, double target)
    {
        (double[] reference, double[] difference) = fold.Scores[problem];
        return new(_isCurrent[fold.Rows[i]], target, reference[i] + (difference[i] / 2), difference[i], fold.Domain[i]);
    }

    // The models' difference, shrunk to what the held-out rows confirm, on the scale of rates or standard deviations.
    private double Effect(HeldOutRow[][] rows, AdjustedShift[] shifts)
    {
        double information = shifts.Sum(shift => shift.Information);
        double slope = information > 0 ? Math.Max(0, shifts.Sum(shift => shift.Trend) / information) : 0;
        (double sum, int count) = (0, 0);
        for (int fold = 0; fold < rows.Length; fold++)
        {
            foreach (HeldOutRow row in rows[fold].Where(row => row.IsCurrent))
            {
                double guess = 1 / (1 + Math.Exp(-row.Expected));
                double change = slope * (row.Difference - shifts[fold].Center) * (_plan.Target.IsNumber ? 1 / _deviation : guess * (1 - guess));
                (sum, count) = (sum + (change * change), count + 1);
            }
        }

        return Math.Sqrt(sum / Math.Max(1, count));
    }

    private double Loss(Fold fold, int i)
    {
        int row = fold.Rows[i];
        if (_plan.Target.IsNumber)
        {
            double rest = _values[row] - fold.Scores[0].Reference[i];
            return rest * rest;
        }

        return -Math.Log(Math.Max(1e-15, Probability(fold, i, _groups[row])));
    }

    private double Probability(Fold fold, int i, int group)
    {
        double[] guesses = [.. fold.Scores.Select(score => 1 / (1 + Math.Exp(-score.Reference[i])))];
        int at = Array.IndexOf(_classes, group);
        return _classes.Length == 1 ? (at == 0 ? guesses[0] : 1 - guesses[0]) : at < 0 ? 0 : guesses[at] / guesses.Sum();
    }

    private double? Wrong(Fold[] folds, bool current)
    {
        if (_plan.Target.IsNumber)
        {
            return null;
        }

        bool[] wrong = [.. folds.SelectMany(fold => Enumerable.Range(0, fold.Rows.Length)
            .Where(i => _isCurrent[fold.Rows[i]] == current).Select(i => IsWrong(fold, i)))];
        return wrong.Count(each => each) / (double)wrong.Length;
    }

    private bool IsWrong(Fold fold, int i)
    {
        int group = _groups[fold.Rows[i]];
        if (_classes.Length == 1)
        {
            return fold.Scores[0].Reference[i] > 0 != (group == _classes[0]);
        }

        int best = Enumerable.Range(0, _classes.Length).MaxBy(problem => fold.Scores[problem].Reference[i]);
        return _classes[best] != group;
    }

    private double? Areas(Fold[] folds, bool current)
    {
        if (_plan.Target.IsNumber || _classes.Length > 1)
        {
            return null;
        }

        RankArea?[] areas = [.. folds.Select(fold => Area(fold, fold.Scores[0].Reference, i => _groups[fold.Rows[i]] == _classes[0], i => _isCurrent[fold.Rows[i]] == current))];
        return areas.Any(area => area is null) ? null : areas.Average(area => area!.Area);
    }

    private static RankArea? Area(Fold fold, double[] scores, Func<int, bool> isPositive, Func<int, bool> counts)
    {
        int[] used = [.. Enumerable.Range(0, fold.Rows.Length).Where(counts)];
        double[] negatives = [.. used.Where(i => !isPositive(i)).Select(i => scores[i])];
        double[] positives = [.. used.Where(isPositive).Select(i => scores[i])];
        return negatives.Length == 0 || positives.Length == 0 ? null : RankArea.Of(negatives, positives);
    }

    // As if both halves' areas went together entirely, which they nearly do.
    private static (double Area, double Error) Mean(RankArea[] areas) => (areas.Average(area => area.Area), areas.Average(area => Math.Sqrt(area.Variance)));

    /// <summary>One held-out half: its rows, the domain classifier's scores, and for each problem the reference model's scores and the current one's less those.</summary>
    private sealed record Fold(int[] Rows, double[] Domain, (double[] Reference, double[] Difference)[] Scores);
}
