namespace DataIngestion;

/// <summary>A check with its consequence.</summary>
/// <param name="Validator">The check.</param>
/// <param name="Severity">How much a failure matters.</param>
/// <param name="OnFailure">What happens when a rule of severity <see cref="Severity.Error"/> fails.</param>
public sealed record ValidationRule(IValidator Validator, Severity Severity, FailureAction OnFailure);
