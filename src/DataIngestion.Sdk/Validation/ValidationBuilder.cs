namespace DataIngestion;

/// <summary>Collects the rules of a pipeline. A rule holds the delivery when it fails, unless <see cref="Quarantine"/> or <see cref="Warn"/> follows it.</summary>
/// <remarks>Not thread-safe. A missing value passes every row check except <c>NotNull</c>.</remarks>
public sealed class ValidationBuilder
{
    private readonly List<ValidationRule> _rules = [];

    /// <summary>Adds a check; its failure holds the delivery.</summary>
    /// <param name="validator">The check.</param>
    /// <returns>This builder.</returns>
    public ValidationBuilder Add(IValidator validator)
    {
        ArgumentNullException.ThrowIfNull(validator);
        _rules.Add(new ValidationRule(validator, Severity.Error, FailureAction.Hold));
        return this;
    }

    /// <summary>The rules so far, in the order in which they were added.</summary>
    public IReadOnlyList<ValidationRule> Rules => _rules;

    /// <summary>Adds a rule with its rows, tolerance and consequence, such as one of another builder.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>This builder.</returns>
    public ValidationBuilder Add(ValidationRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rules.Add(rule);
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

    /// <summary>Reports failures of the rule added last as information.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">No rule was added.</exception>
    public ValidationBuilder Inform() => Set(Severity.Info, FailureAction.Hold);

    /// <summary>Lets the rule added last pass while a share of the judged rows does. Below it the delivery is held, also where failing rows go to quarantine.</summary>
    /// <param name="share">More than 0, at most 1; 0.95 lets one row in twenty fail. Rows with missing values are not judged.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in its range.</exception>
    /// <exception cref="InvalidOperationException">No rule was added, or the last one judges the delivery as a whole.</exception>
    public ValidationBuilder Mostly(double share)
    {
        if (!(share > 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share of rows that have to pass is more than 0 and at most 1.");
        }

        return SetRows(rule => rule with { Mostly = share });
    }

    /// <summary>Makes rows fail the rule added last where a value that it reads is missing. Else such rows pass.</summary>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">No rule was added, or the last one judges the delivery as a whole.</exception>
    public ValidationBuilder MissingFails() => SetRows(rule => rule with { MissingFails = true });

    /// <summary>Restricts the rule added last to rows for which a condition is true; rows for which it is unknown are left out.</summary>
    /// <param name="condition">The condition.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">No rule was added.</exception>
    public ValidationBuilder Where(IRowCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Set(rule => rule with { Condition = condition });
    }

    /// <summary>Gives the rule added last words of its own for failures.</summary>
    /// <param name="template">The words; <c>{check}</c>, <c>{columns}</c>, <c>{failed}</c>, <c>{rows}</c>, <c>{missing}</c>, <c>{observed}</c> and <c>{details}</c> are filled in.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">No rule was added.</exception>
    public ValidationBuilder WithMessage(string template)
    {
        ArgumentException.ThrowIfNullOrEmpty(template);
        return Set(rule => rule with { Message = template });
    }

    /// <exception cref="ArgumentException">Two rules have the same name.</exception>
    internal IReadOnlyList<ValidationRule> Build() =>
        _rules.GroupBy(rule => rule.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ArgumentException($"There are two rules named '{twice.Key}': reports tell rules apart by name. Remove one of them.")
            : [.. _rules];

    private ValidationBuilder Set(Severity severity, FailureAction onFailure) => Set(rule => rule with { Severity = severity, OnFailure = onFailure });

    private ValidationBuilder SetRows(Func<ValidationRule, ValidationRule> change) => Last().Validator is { Scope: CheckScope.Delivery } whole
        ? throw new InvalidOperationException($"The rule '{whole.Name}' judges the delivery as a whole, so no share of its rows can pass or be missing.")
        : Set(change);

    private ValidationBuilder Set(Func<ValidationRule, ValidationRule> change)
    {
        _rules[^1] = change(Last());
        return this;
    }

    private ValidationRule Last() =>
        _rules.Count > 0 ? _rules[^1] : throw new InvalidOperationException("Add a rule before its severity or consequence is set.");
}
