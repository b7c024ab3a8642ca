using System.Globalization;

namespace DataIngestion.Drift;

/// <summary>Makes the report of two sides that were each read once.</summary>
internal static class ConceptComparison
{
    public static ConceptReport Report(ConceptPlan plan, ConceptSide reference, ConceptSide current, CancellationToken cancellationToken)
    {
        int[] compared = [.. Enumerable.Range(0, plan.Features.Count).Where(feature => reference.Has(feature) && current.Has(feature))];
        bool enough = Math.Min(reference.Rows - reference.MissingTargets, current.Rows - current.MissingTargets) >= plan.Options.MinimumRows;
        ConceptFeature[] features = new ConceptFeature[compared.Length];
        ColumnBatches.ForEach(compared.Length, index => features[index] =
            FeatureComparison.Compare(plan, plan.Features[compared[index]], reference.Cells(compared[index]), current.Cells(compared[index])), cancellationToken);
        features = Judged(plan.Options, features, enough);
        (ConceptModel Model, DomainClassifier Domain)? models = enough ? CrossFit.Compare(plan, reference, current, compared) : null;
        PriorReport prior = PriorComparison.Compare(plan.Target.Column, plan.Segments, reference.Prior, current.Prior, new()
        {
            Segments = plan.Options.Segments,
            MaximumClasses = plan.Options.MaximumClasses,
            Significance = plan.Options.Significance,
            Correction = plan.Options.Correction,
        });
        (bool drifted, string reason) = Verdict(plan.Options, features, models?.Model, enough);
        return new(plan.Target.Column, plan.Target.Classes, prior, features, models?.Model, models?.Domain, drifted, reason, Notes(plan, reference, current, compared))
        {
            Significance = plan.Options.Significance,
        };
    }

    private static ConceptFeature[] Judged(ConceptDriftOptions options, ConceptFeature[] features, bool enough)
    {
        int[] tested = [.. Enumerable.Range(0, features.Length).Where(index => features[index].Heterogeneity is not null)];
        double[] adjusted = PValueCorrection.Adjust([.. tested.Select(index => features[index].Heterogeneity!.PValue)], options.Correction);
        for (int i = 0; i < tested.Length; i++)
        {
            ConceptFeature feature = features[tested[i]];
            features[tested[i]] = feature with
            {
                AdjustedPValue = adjusted[i],
                Drifted = enough && adjusted[i] <= options.Significance && feature.Effect >= feature.EffectThreshold,
            };
        }

        return features;
    }

    private static (bool Drifted, string Reason) Verdict(ConceptDriftOptions options, ConceptFeature[] features, ConceptModel? model, bool enough)
    {
        if (!enough)
        {
            return (false, string.Create(CultureInfo.InvariantCulture, $"Not judged: fewer than {options.MinimumRows} rows with a target on one side."));
        }

        string[] found = [.. features.Where(feature => feature.Drifted).OrderByDescending(feature => feature.Effect).Select(feature => feature.Column)];
        string marginal = found.Length == 0 ? "No feature by itself shows a change." : $"By themselves these features show a change: {string.Join(", ", found)}.";
        if (model is null)
        {
            return (found.Length > 0, marginal + " No model was compared, so a shift of the features is not adjusted for.");
        }

        string p = model.Adjusted.PValue.ToString("G3", CultureInfo.InvariantCulture);
        string effect = model.Effect.ToString("G3", CultureInfo.InvariantCulture);
        string bound = model.EffectThreshold.ToString("G3", CultureInfo.InvariantCulture);
        return (model.Drifted, (model.Drifted
            ? $"Models of both sides differ beyond a shared shift, adjusted for a shift of the features (p = {p}, effect {effect} ≥ {bound}). "
            : $"Models of both sides do not differ beyond a shared shift, adjusted for a shift of the features (p = {p}, effect {effect}; needed: p ≤ {options.Significance.ToString(CultureInfo.InvariantCulture)} and effect ≥ {bound}). ") + marginal);
    }

    private static string? Notes(ConceptPlan plan, ConceptSide reference, ConceptSide current, int[] compared)
    {
        List<string> notes = plan.Note is null ? [] : [plan.Note];
        string[] left = [.. plan.Features.Where((_, feature) => !compared.Contains(feature)).Select(feature => feature.Column)];
        if (left.Length > 0)
        {
            notes.Add($"Not compared, not on both sides in one form: {string.Join(", ", left)}.");
        }

        if (reference.MissingTargets + current.MissingTargets > 0)
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture, $"Without a target and left out: {reference.MissingTargets} rows of the reference, {current.MissingTargets} of the delivery."));
        }

        return notes.Count == 0 ? null : string.Join(' ', notes);
    }
}
