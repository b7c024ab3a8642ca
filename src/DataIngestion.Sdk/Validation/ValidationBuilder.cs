namespace DataIngestion;

/// <summary>Collects the rules of a pipeline. A rule holds the delivery when it fails, unless <see cref="Quarantine"/> or <see cref="Warn"/> follows it.</summary>
/// <remarks>Not thread-safe. A missing value passes every row check except <c>NotNull</c>.</remarks>
public sealed class ValidationBuilder
{
    private readonly List<ValidationRule> _rules = [];

    /// <summary>Adds a check; its failure holds the delivery.</summary>
    /// <param name="validator">The check.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A rule of that name is there already.</exception>
    public ValidationBuilder Add(IValidator validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        if (_rules.Any(rule => rule.Validator.Name == validator.Name))
        {
            throw new ArgumentException($"There are two rules named '{validator.Name}': reports tell rules apart by name. Remove one of them.", nameof(validator));
        }

        _rules.Add(new ValidationRule(validator, Severity.Error, FailureAction.Hold));
        return this;
    }

    /// <summary>Sends the rows that fail the rule added last to quarantine and publishes the others.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">No rule was added, or the last one judges the delivery as a whole.</exception>
    public ValidationBuilder Quarantine()
    {
        IValidator last = Last().Validator;
        return last.Scope == CheckScope.Row
            ? Set(Severity.Error, FailureAction.Quarantine)
            : throw new InvalidOperationException($"The rule '{last.Name}' judges the delivery as a whole, so there are no rows to quarantine. Use Hold() or Warn().");
    }

    /// <summary>Only reports failures of the rule added last.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">No rule was added.</exception>
    public ValidationBuilder Warn() => Set(Severity.Warning, FailureAction.Hold);

    /// <summary>Holds the delivery when the rule added last fails: the default.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">No rule was added.</exception>
    public ValidationBuilder Hold() => Set(Severity.Error, FailureAction.Hold);

    internal IReadOnlyList<ValidationRule> Build() => [.. _rules];

    private ValidationBuilder Set(Severity severity, FailureAction onFailure)
    {
        _rules[^1] = Last() with { Severity = severity, OnFailure = onFailure };
        return this;
    }

    private ValidationRule Last() =>
        _rules.Count > 0 ? _rules[^1] : throw new InvalidOperationException("Add a rule before its severity or consequence is set.");
}
