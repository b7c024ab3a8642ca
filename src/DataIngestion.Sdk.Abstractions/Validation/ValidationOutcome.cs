using System.Text.Json;

namespace DataIngestion;

/// <summary>How much a failure matters.</summary>
public enum Severity
{
    /// <summary>Reported for information.</summary>
    Info,

    /// <summary>Reported as something to look at; the delivery is published.</summary>
    Warning,

    /// <summary>The delivery is held, or the failing rows are quarantined.</summary>
    Error,
}

/// <summary>What happens when a rule of severity <see cref="Severity.Error"/> fails.</summary>
public enum FailureAction
{
    /// <summary>The delivery is held.</summary>
    Hold,

    /// <summary>The failing rows go to quarantine and the others are published. Rules over the whole delivery cannot quarantine.</summary>
    Quarantine,
}

/// <summary>What a rule found. Immutable.</summary>
/// <param name="Passed">Whether the rule holds.</param>
/// <param name="RowsChecked">The rows that the rule looked at.</param>
/// <param name="RowsFailed">The rows that failed; 0 for a rule over the whole delivery.</param>
/// <param name="Message">What was expected and what was found, in words. Holds no single value of the data.</param>
public sealed record ValidationOutcome(bool Passed, long RowsChecked, long RowsFailed, string Message)
{
    /// <summary>The rows that were not judged because a value is missing; they count as checked and are left out of the share that has to pass.</summary>
    public long RowsMissing { get; init; }

    /// <summary>What was measured, such as a mean, or <see langword="null"/>. It is left out of results where a column of the rule is masked.</summary>
    public JsonElement? Observed { get; init; }
}

/// <summary>The outcome of a rule as it is reported and kept in the metadata. Immutable.</summary>
/// <param name="Check">The rule's name: the check, its condition and the share that has to pass.</param>
/// <param name="Columns">The columns it reads.</param>
/// <param name="Severity">How much a failure matters.</param>
/// <param name="OnFailure">What happens on failure.</param>
/// <param name="Passed">Whether the rule holds.</param>
/// <param name="RowsChecked">The rows looked at.</param>
/// <param name="RowsFailed">The rows that failed.</param>
/// <param name="Message">What was expected and what was found.</param>
/// <param name="Samples">The first failing rows, a bounded number of them.</param>
public sealed record ValidationResult(
    string Check,
    IReadOnlyList<string> Columns,
    Severity Severity,
    FailureAction OnFailure,
    bool Passed,
    long RowsChecked,
    long RowsFailed,
    string Message,
    IReadOnlyList<FailureSample> Samples)
{
    /// <summary>The rows that were not judged because a value is missing.</summary>
    public long RowsMissing { get; init; }

    /// <summary>What was measured, or <see langword="null"/>; always so where a column of the rule is masked.</summary>
    public JsonElement? Observed { get; init; }
}

/// <summary>One failing row.</summary>
/// <param name="Origin">The file or table.</param>
/// <param name="Row">The one-based row inside the origin.</param>
/// <param name="Column">The column.</param>
/// <param name="Value">The value as text, shortened; <see langword="null"/> when missing, <c>(masked)</c> for a masked column.</param>
public sealed record FailureSample(string Origin, long Row, string Column, string? Value);
