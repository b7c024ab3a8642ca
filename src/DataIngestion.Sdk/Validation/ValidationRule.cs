namespace DataIngestion;

/// <summary>A check with what its failure means.</summary>
/// <param name="Validator">The check.</param>
/// <param name="Severity">How much a failure matters.</param>
/// <param name="OnFailure">What happens on a failure of severity <see cref="Severity.Error"/>.</param>
public sealed record ValidationRule(IValidator Validator, Severity Severity, FailureAction OnFailure);
