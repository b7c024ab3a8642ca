using DataIngestion.Validation;

namespace DataIngestion.Pipelines;

/// <summary>Who gets how much of the memory for keys: the primary key and each rule that compares keys the same.</summary>
internal sealed record KeyMemory(IReadOnlyList<ValidationRule> Rules, KeyIndexOptions PrimaryKey)
{
    /// <summary>Rules that read a masked column keep everything in memory: what they compare is not masked yet and must not be written to disk.</summary>
    public static KeyMemory Share(PipelineDefinition definition, DataContract contract, IReadOnlySet<string> masked)
    {
        int shares = (contract.PrimaryKey.Count > 0 ? 1 : 0)
            + definition.Rules.Where(rule => MaySpill(rule, masked)).Select(rule => rule.Check).Distinct().Count();
        KeyIndexOptions share = definition.Keys with { MemoryBudget = definition.Keys.MemoryBudget / Math.Max(1, shares) };
        return new KeyMemory([.. definition.Rules.Select(rule => MaySpill(rule, masked) ? Within(rule, share) : rule)], share);
    }

    private static bool MaySpill(ValidationRule rule, IReadOnlySet<string> masked) =>
        rule.Validator is IKeyMemoryUser && !rule.Validator.Columns.Any(masked.Contains);

    private static ValidationRule Within(ValidationRule rule, KeyIndexOptions share) =>
        rule with { Validator = ((IKeyMemoryUser)rule.Validator).Within(share) };
}
