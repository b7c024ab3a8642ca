namespace DataIngestion;

/// <summary>The figures of one earlier run. Immutable.</summary>
/// <param name="Run">The run or version.</param>
/// <param name="At">When it began, UTC.</param>
/// <param name="Figures">Names such as <c>mean(amount)</c>, with the condition of the rule where it has one, to finite numbers.</param>
public sealed record PastFigures(string Run, DateTimeOffset At, IReadOnlyDictionary<string, double> Figures);
