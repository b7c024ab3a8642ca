namespace DataIngestion.Pipelines;

/// <summary>How one delivery ended for the runner.</summary>
internal abstract record DeliveryOutcome
{
    /// <summary>The delivery has a record: published, held, discarded or failed.</summary>
    public sealed record Recorded(RunRecord Run) : DeliveryOutcome;

    /// <summary>Another runner has published this very plan.</summary>
    public sealed record PublishedElsewhere : DeliveryOutcome;

    /// <summary>Another runner has moved the table on; what is new has to be planned again.</summary>
    public sealed record PlanAgain : DeliveryOutcome;
}
