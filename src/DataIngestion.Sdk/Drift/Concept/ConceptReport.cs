using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>How the relation between features and a target differs between two sides. Immutable; <c>System.Text.Json</c> writes and reads it.</summary>
/// <param name="Target">The target.</param>
/// <param name="Classes">The target's classes, or empty for a number.</param>
/// <param name="Prior">The target's own distribution.</param>
/// <param name="Features">Each feature by itself, in the order of the reference. These findings are marginal: P(target | feature) also moves when another feature that it goes with does.</param>
/// <param name="Model">All features together, adjusted for a shift of the features, or <see langword="null"/> when there were too few rows or no sample was asked for.</param>
/// <param name="Domain">Whether the features' joint distribution differs, or <see langword="null"/> as <paramref name="Model"/>.</param>
/// <param name="Drifted">The verdict: that of <paramref name="Model"/>, or where there is none, whether any feature drifted.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">What a reader must know, such as columns that were not compared; <see langword="null"/> for nothing.</param>
public sealed record ConceptReport(
    string Target,
    IReadOnlyList<string> Classes,
    PriorReport Prior,
    IReadOnlyList<ConceptFeature> Features,
    ConceptModel? Model,
    DomainClassifier? Domain,
    bool Drifted,
    string Reason,
    string? Note)
{
    /// <summary>The bound on corrected p-values that the verdicts were made with.</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>Each feature as <see cref="DriftReport.Concept"/> holds it.</summary>
    /// <returns>The views, in the order of <see cref="Features"/>. Of more than two classes, the rate is that of the class that changes most.</returns>
    public IReadOnlyList<ConceptView> ToViews() => ConceptViews.Of(this);
}

/// <summary>Whether P(target | one feature) differs. Marginal: other features are not held fixed.</summary>
/// <param name="Column">The feature.</param>
/// <param name="Bins">The bins after thin ones were pooled.</param>
/// <param name="Heterogeneity">Whether the shift differs between bins: what a finding needs. <see langword="null"/> when fewer than two bins can be compared.</param>
/// <param name="CommonShift">Whether the target shifts in the same direction in all bins: Cochran–Mantel–Haenszel, or the weighted mean difference. A shift that all bins share is prior drift.</param>
/// <param name="Omnibus">Whether anything differs in any bin.</param>
/// <param name="Information">The change of mutual information, or <see langword="null"/> when not asked for.</param>
/// <param name="AdjustedPValue">The p-value of <paramref name="Heterogeneity"/>, corrected for the number of features.</param>
/// <param name="Effect">The root mean square over bins of the change beyond the shared shift, less what chance explains; of rates (half the sum over classes), or of means in standard deviations of the reference.</param>
/// <param name="EffectThreshold">The smallest effect that counts.</param>
/// <param name="MeanDifference">The mean over bins of the change, weighted by the current rows: of rates, half the sum over classes.</param>
/// <param name="GreatestDifference">The greatest change of any bin.</param>
/// <param name="Drifted">Whether corrected significance and effect both pass.</param>
/// <param name="Note">Why there is no test, or what was pooled; <see langword="null"/> for nothing.</param>
public sealed record ConceptFeature(
    string Column,
    IReadOnlyList<ConceptBin> Bins,
    ConceptTest? Heterogeneity,
    ConceptTest? CommonShift,
    ConceptTest? Omnibus,
    InformationChange? Information,
    double? AdjustedPValue,
    double Effect,
    double EffectThreshold,
    double MeanDifference,
    double GreatestDifference,
    bool Drifted,
    string? Note);

/// <summary>One test.</summary>
/// <param name="Name">The test in snake case.</param>
/// <param name="Statistic">The statistic.</param>
/// <param name="Freedom">Its degrees of freedom; <see langword="null"/> for the normal law.</param>
/// <param name="PValue">The p-value.</param>
public sealed record ConceptTest(string Name, double Statistic, double? Freedom, double PValue)
{
    /// <summary>The odds ratio (Mantel and Haenszel's; current against reference, second class against first) or the mean difference that all bins share, where the test has one.</summary>
    public double? Estimate { get; init; }
}

/// <summary>The target in one bin of a feature.</summary>
/// <param name="Label">The interval, the category, <c>(missing)</c> or <c>(all others)</c>.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Current">The delivery.</param>
public sealed record ConceptBin(string Label, ConceptCell Reference, ConceptCell Current);

/// <summary>The target in one bin on one side.</summary>
/// <param name="Count">The rows.</param>
/// <param name="Classes">How many are of each class; for a number, of each of five bins at its quantiles in the reference.</param>
/// <param name="Mean">The mean of a numeric target, or <see langword="null"/>.</param>
/// <param name="Variance">Its sample variance, or <see langword="null"/> for classes and fewer than two rows.</param>
public sealed record ConceptCell(long Count, IReadOnlyList<long> Classes, double? Mean, double? Variance);

/// <summary>The mutual information of target and feature in nats, plug-in estimates over the bins.</summary>
/// <param name="Reference">In the reference.</param>
/// <param name="Current">In the delivery.</param>
/// <param name="PValue">Two-sided, of permutations of the side within each bin, so that neither side's distribution of the feature matters.</param>
/// <param name="Permutations">How many.</param>
public sealed record InformationChange(double Reference, double Current, double PValue, int Permutations);

/// <summary>All features together: boosted trees, cross-fitted in two folds.</summary>
/// <param name="Loss">The name of the loss: <c>log_loss</c> or <c>squared_error</c>.</param>
/// <param name="ReferenceLoss">The mean loss, on reference rows held out, of the model trained on the reference.</param>
/// <param name="CurrentLoss">The same model's on the current rows. It also moves with the prior and with the features.</param>
/// <param name="LossDifference">Current less reference with its 95 % interval and Welch's p-value.</param>
/// <param name="ReferenceError">The share of wrong classes; <see langword="null"/> for a number.</param>
/// <param name="CurrentError">The same for the current rows.</param>
/// <param name="ReferenceArea">The area under the ROC curve; <see langword="null"/> unless there are two classes.</param>
/// <param name="CurrentArea">The same for the current rows.</param>
/// <param name="Adjusted">
/// Whether models of both sides differ beyond a shared shift in a way that held-out rows confirm, within strata of the domain classifier's score, where
/// the features are distributed alike. It decides; normal law, one-sided.
/// </param>
/// <param name="Effect">The root mean square of the confirmed change of P(target | features) beyond the shared shift, or of the mean in standard deviations.</param>
/// <param name="EffectThreshold">The smallest effect that counts.</param>
/// <param name="ReferenceRows">The rows sampled.</param>
/// <param name="CurrentRows">The rows sampled.</param>
/// <param name="Drifted">Whether significance and effect both pass.</param>
public sealed record ConceptModel(
    string Loss,
    double ReferenceLoss,
    double CurrentLoss,
    LossDifference LossDifference,
    double? ReferenceError,
    double? CurrentError,
    double? ReferenceArea,
    double? CurrentArea,
    ConceptTest Adjusted,
    double Effect,
    double EffectThreshold,
    int ReferenceRows,
    int CurrentRows,
    bool Drifted);

/// <summary>A difference of mean losses.</summary>
/// <param name="Difference">Current less reference.</param>
/// <param name="Lower">The lower end of the 95 % interval.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="PValue">Welch's, two-sided.</param>
public sealed record LossDifference(double Difference, double Lower, double Upper, double PValue);

/// <summary>How well the side of a row can be told from its features: boosted trees, cross-fitted in two folds.</summary>
/// <param name="Area">The area under the ROC curve on held-out rows, mean of the folds; one half when the features are distributed alike.</param>
/// <param name="Lower">The lower end of the 95 % interval by DeLong's variance.</param>
/// <param name="Upper">Its upper end.</param>
/// <param name="PValue">One-sided, of an area above one half.</param>
/// <param name="Drifted">Whether the p-value is within the significance and the area far enough above one half.</param>
public sealed record DomainClassifier(double Area, double Lower, double Upper, double PValue, bool Drifted);
