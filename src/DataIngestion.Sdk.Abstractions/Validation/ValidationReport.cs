namespace DataIngestion;

/// <summary>What the rules found in one set of rows. Immutable, serialisable, without values of masked columns.</summary>
/// <param name="Name">What was checked: a file, a table version, a delivery.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Rows">The rows that were looked at.</param>
/// <param name="Results">The outcome of every rule, in the order of the suite.</param>
public sealed record ValidationReport(string Name, DateTimeOffset At, long Rows, IReadOnlyList<ValidationResult> Results)
{
    /// <summary>Whether no rule of severity <see cref="Severity.Error"/> failed.</summary>
    public bool Passed => Results.All(result => result.Passed || result.Severity != Severity.Error);

    /// <summary>The figures that the rules computed, such as <c>mean(amount)</c>; none of masked columns.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    /// <summary>What earlier runs found, oldest first; empty where there is no history.</summary>
    public IReadOnlyList<PastValidation> Past { get; init; } = [];
}

/// <summary>What one earlier run found. Immutable.</summary>
/// <param name="Run">The run or version.</param>
/// <param name="At">When, UTC.</param>
/// <param name="FailedShare">The share of judged rows that failed, 0 to 1, by the name of the rule.</param>
public sealed record PastValidation(string Run, DateTimeOffset At, IReadOnlyDictionary<string, double> FailedShare);
