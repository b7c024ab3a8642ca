using System.Globalization;

namespace DataIngestion;

/// <summary>A check with its rows, its tolerance and its consequence. Immutable.</summary>
/// <param name="Validator">The check.</param>
/// <param name="Severity">How much a failure matters.</param>
/// <param name="OnFailure">What happens when a rule of severity <see cref="Severity.Error"/> fails.</param>
public sealed record ValidationRule(IValidator Validator, Severity Severity, FailureAction OnFailure)
{
    /// <summary>The share of judged rows that has to pass: more than 0, at most 1. Rows with missing values are not judged.</summary>
    /// <value>The default is 1: every row.</value>
    public double Mostly { get; init; } = 1;

    /// <summary>The rows that the rule is about, or <see langword="null"/> for all.</summary>
    public IRowCondition? Condition { get; init; }

    /// <summary>Whether a row fails where a value that the rule reads is missing.</summary>
    /// <value>The default is <see langword="false"/>: it passes.</value>
    public bool MissingFails { get; init; }

    /// <summary>What the report says on failure instead of the check's own words, or <see langword="null"/>; <see cref="ValidationBuilder.WithMessage"/> lists the placeholders.</summary>
    public string? Message { get; init; }

    /// <summary>The rule's name in reports: the check, its condition and the share that has to pass. Unique inside a pipeline.</summary>
    public string Name => Mostly < 1 ? string.Create(CultureInfo.InvariantCulture, $"{Check} mostly {Mostly}") : Check;

    /// <summary>The same check on the same rows gives the same outcome, so it runs once.</summary>
    internal string Check => Validator.Name + (MissingFails ? " missing fails" : "") + (Condition is null ? "" : $" where {Condition.Text}");
}
