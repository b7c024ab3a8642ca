using DataIngestion.Contracts;

namespace DataIngestion.Pipelines;

/// <summary>A text that changes whenever the outcome for the same bytes may change: a held delivery is looked at again when its pipeline was changed.</summary>
internal static class PipelineSettings
{
    public static string Fingerprint(PipelineDefinition definition) => PlanHash.Hash(string.Join('\n',
    [
        definition.Contract is null ? "inferred" : ContractJson.Serialize(definition.Contract),
        .. definition.Rules.Select(rule => $"{rule.Name}|{rule.Severity}|{rule.OnFailure}"),
        definition.Drift?.Describe() ?? "no drift",
        .. definition.Mask.Masks.Select(mask => $"{mask.Key}|{mask.Value.Name}"),
        definition.Mode.ToString(),
    ]));
}
