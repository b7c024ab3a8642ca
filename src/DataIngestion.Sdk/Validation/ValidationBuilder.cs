namespace DataIngestion;

/// <summary>Collects the rules of a pipeline. Checks come as extension methods; third parties add theirs the same way.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class ValidationBuilder
{
    private readonly List<ValidationRule> _rules = [];

    /// <summary>Adds a check. It holds the delivery when it fails, unless <see cref="Quarantine"/> or <see cref="Warn"/> follows.</summary>
    /// <param name="validator">The check.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">A check of the same name is there already.</exception>
    public ValidationBuilder Add(IValidator validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        if (_rules.Any(rule => rule.Validator.Name == validator.Name))
        {
            throw new ArgumentException($"The rule '{validator.Name}' is there already.", nameof(validator));
        }

        _rules.Add(new ValidationRule(validator, Severity.Error, FailureAction.Hold));
        return this;
    }

    /// <summary>Rows that fail the check added last go to quarantine; the others are published.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">There is no check yet, or it judges the delivery as a whole.</exception>
    public ValidationBuilder Quarantine()
    {
        IValidator last = Last().Validator;
        return last.Scope == CheckScope.Row
            ? Change(rule => rule with { Severity = Severity.Error, OnFailure = FailureAction.Quarantine })
            : throw new InvalidOperationException($"'{last.Name}' judges the delivery as a whole, so there are no rows to quarantine. Use Hold() or Warn().");
    }

    /// <summary>A failure of the check added last is reported; the delivery is published.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">There is no check yet.</exception>
    public ValidationBuilder Warn() => Change(rule => rule with { Severity = Severity.Warning, OnFailure = FailureAction.Hold });

    /// <summary>A failure of the check added last holds the delivery, which is the default.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">There is no check yet.</exception>
    public ValidationBuilder Hold() => Change(rule => rule with { Severity = Severity.Error, OnFailure = FailureAction.Hold });

    internal IReadOnlyList<ValidationRule> Build() => [.. _rules];

    private ValidationBuilder Change(Func<ValidationRule, ValidationRule> change)
    {
        _rules[^1] = change(Last());
        return this;
    }

    private ValidationRule Last() => _rules.Count > 0
        ? _rules[^1]
        : throw new InvalidOperationException("Add a check first; Quarantine(), Warn() and Hold() are about the check added last.");
}
