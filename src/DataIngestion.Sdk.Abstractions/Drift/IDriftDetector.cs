namespace DataIngestion;

/// <summary>Decides whether a column of a delivery is distributed like the same column of the reference.</summary>
/// <remarks>
/// Pure and synchronous: no input or output, no clock, no state. It never sees rows, only profiles, so ten detectors cost one pass.
/// Thread-safety: immutable, shared between runs.
/// </remarks>
public interface IDriftDetector
{
    /// <summary>The test's name in snake case, such as <c>kolmogorov_smirnov</c>.</summary>
    string Name { get; }

    /// <summary>Whether the test is defined for a column.</summary>
    /// <param name="profile">The reference's profile of the column.</param>
    /// <returns><see langword="true"/> when <see cref="Detect"/> can be called.</returns>
    bool AppliesTo(ColumnProfile profile);

    /// <summary>Compares two profiles of one column.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="current">The delivery.</param>
    /// <returns>
    /// A statistic, with <see cref="DriftStatistic.Bounds"/> when a profile has a rank error, or <see cref="DriftAnswer.NeedsExact"/>. Where the bounds
    /// leave a decision open, and for <see cref="DriftAnswer.NeedsExact"/>, just that column is read again and the test asked again with exact profiles.
    /// </returns>
    DriftAnswer Detect(ColumnProfile reference, ColumnProfile current);
}
