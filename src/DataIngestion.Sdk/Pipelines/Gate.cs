using System.Globalization;
using DataIngestion.Drift;

namespace DataIngestion.Pipelines;

/// <summary>Decides whether a delivery may be published.</summary>
internal static class Gate
{
    /// <summary>Why the delivery is to be held; empty when it may be published.</summary>
    public static IReadOnlyList<string> Reasons(IReadOnlyList<ValidationResult> validation, DriftReport? drift, DriftPlan? plan)
    {
        List<string> reasons = [.. validation.Where(Holds).Select(Describe)];
        if (drift is { Drifted: true } && plan is { OnDrift: DriftAction.Hold })
        {
            reasons.AddRange(drift.Results.Where(result => result.Drifted).Select(Describe));
        }

        return reasons;
    }

    /// <summary>The count handshake: nothing that was read may be unaccounted for.</summary>
    /// <exception cref="IngestionException">The counts do not add up.</exception>
    public static void CheckCounts(RowCounts rows, string delivery)
    {
        long accounted = rows.Inserted + rows.Quarantined + rows.Deduplicated + rows.Excluded;
        if (rows.Read != accounted)
        {
            throw new IngestionException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{delivery}': {rows.Read} rows were read and {accounted} are accounted for ({rows.Inserted} written, {rows.Quarantined} quarantined). Nothing was published; please report this."));
        }
    }

    private static bool Holds(ValidationResult result) =>
        !result.Passed && result.Severity == Severity.Error && result.OnFailure == FailureAction.Hold;

    private static string Describe(ValidationResult result) => result.RowsFailed == 0
        ? $"{result.Check}: {result.Message}"
        : string.Create(CultureInfo.InvariantCulture, $"{result.Check}: {result.RowsFailed:N0} of {result.RowsChecked:N0} rows failed: {result.Message}");

    private static string Describe(DriftResult result)
    {
        string probability = result.AdjustedPValue switch
        {
            null => "",
            0 => ", corrected p below 1E-300",
            { } p => string.Create(CultureInfo.InvariantCulture, $", corrected p = {p:G3}"),
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"drift({result.Column}): {result.Test} = {result.Statistic.Statistic:G4}{probability}, effect {result.Statistic.Effect:G3} (bound {result.Statistic.EffectThreshold:G3})");
    }
}
