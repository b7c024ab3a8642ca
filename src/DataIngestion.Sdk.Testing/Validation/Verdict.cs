using System.Globalization;
using System.Text.RegularExpressions;

namespace DataIngestion.Validation;

/// <summary>What a check said about rows.</summary>
/// <param name="Failing">The rows that it named, in their order.</param>
/// <param name="Outcome">The outcome.</param>
internal sealed partial record Verdict(IReadOnlyList<long> Failing, ValidationOutcome Outcome)
{
    // A sum of floating-point numbers depends on the order of its parts.
    private const double Tolerance = 1e-9;

    /// <summary>How another verdict differs, or null. Numbers that were measured may differ in their last digits.</summary>
    public string? Difference(Verdict other) =>
        Failing.SequenceEqual(other.Failing) ? OutcomeDifference(other) : $"the failing rows were [{Text(other.Failing)}] instead of [{Text(Failing)}]";

    /// <summary>How another outcome differs, or null.</summary>
    public string? OutcomeDifference(Verdict other) => Counts(Outcome) != Counts(other.Outcome) ? $"the outcome was {Counts(other.Outcome)} instead of {Counts(Outcome)}"
        : !SameText(Outcome.Message, other.Outcome.Message) ? $"the message was '{other.Outcome.Message}' instead of '{Outcome.Message}'"
        : !SameText(Observed(Outcome), Observed(other.Outcome)) ? $"{Observed(other.Outcome)} was observed instead of {Observed(Outcome)}"
        : null;

    public static string Text(IEnumerable<long> rows) => string.Join(", ", rows.Select(row => row.ToString(CultureInfo.InvariantCulture)));

    private static string Counts(ValidationOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(outcome.Passed ? "passed" : "failed")}, {outcome.RowsChecked} rows checked, {outcome.RowsFailed} failed, {outcome.RowsMissing} missing");

    private static string Observed(ValidationOutcome outcome) => outcome.Observed?.GetRawText() ?? "nothing";

    private static bool SameText(string one, string other) => one == other ||
        (Numbers().Replace(one, "#") == Numbers().Replace(other, "#") && Numbers().Matches(one).Zip(Numbers().Matches(other), SameNumber).All(same => same));

    private static bool SameNumber(Match one, Match other)
    {
        double a = double.Parse(one.Value, CultureInfo.InvariantCulture);
        double b = double.Parse(other.Value, CultureInfo.InvariantCulture);
        return a.Equals(b) || Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
    }

    [GeneratedRegex(@"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
