using System.Globalization;

namespace DataIngestion.Validation;

/// <summary>What a rule makes of the outcome of its check.</summary>
internal static class RuleVerdict
{
    public static ValidationResult Of(ValidationRule rule, ValidationOutcome outcome, IReadOnlyList<FailureSample> samples)
    {
        bool tolerated = rule.Mostly < 1 && IsEnough(rule.Mostly, outcome);
        bool passed = outcome.Passed || tolerated;
        string message = !passed && rule.Message is { } template ? Fill(template, rule, outcome) : outcome.Message + Share(rule, tolerated);
        return new ValidationResult(
            rule.Name,
            rule.Validator.Columns,
            rule.Severity,
            OnFailure(rule, passed),
            passed,
            outcome.RowsChecked,
            outcome.RowsFailed,
            message,
            samples)
        {
            RowsMissing = outcome.RowsMissing,
            Observed = outcome.Observed,
        };
    }

    // More rows fail than quarantine may take.
    private static FailureAction OnFailure(ValidationRule rule, bool passed) => rule.Mostly < 1 && !passed ? FailureAction.Hold : rule.OnFailure;

    private static bool IsEnough(double mostly, ValidationOutcome outcome)
    {
        long judged = outcome.RowsChecked - outcome.RowsMissing;
        return outcome.RowsFailed > 0 && (double)(judged - outcome.RowsFailed) / judged >= mostly;
    }

    private static string Share(ValidationRule rule, bool tolerated) => rule.Mostly == 1
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" At least {rule.Mostly:0.###%} have to pass{(tolerated ? ", and do" : "")}.");

    private static string Fill(string template, ValidationRule rule, ValidationOutcome outcome) => template
        .Replace("{check}", rule.Name, StringComparison.Ordinal)
        .Replace("{columns}", string.Join(", ", rule.Validator.Columns), StringComparison.Ordinal)
        .Replace("{failed}", outcome.RowsFailed.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{rows}", outcome.RowsChecked.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{missing}", outcome.RowsMissing.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{observed}", outcome.Observed?.ToString() ?? "", StringComparison.Ordinal)
        .Replace("{details}", outcome.Message, StringComparison.Ordinal);
}
