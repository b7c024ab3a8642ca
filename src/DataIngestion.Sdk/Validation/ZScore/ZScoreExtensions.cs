using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check that values are not far from the mean.</summary>
public static class ZScoreExtensions
{
    /// <summary>Requires every value at a distance from the mean of less than a number of standard deviations: |x − mean| / s &lt; threshold, with the standard deviation of a sample (n − 1).</summary>
    /// <remarks>
    /// <para>Missing values pass. NaN and infinite values are left out of mean and standard deviation, and fail; below, negative infinity passes a single-sided check. Where all values are equal, all of them pass.</para>
    /// <para>The smallest and the largest value tell whether any row fails; only then the delivery is read a second time, to name the rows. Computed in float64.</para>
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A numeric column.</param>
    /// <param name="threshold">The number of standard deviations, more than 0 and finite; a value at exactly this distance fails.</param>
    /// <param name="doubleSided">Whether values far below the mean fail too.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not in its range.</exception>
    public static ValidationBuilder ZScore(this ValidationBuilder builder, string column, double threshold, bool doubleSided = true)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return threshold > 0 && double.IsFinite(threshold)
            ? builder.Add(new ZScoreValidator(new ZScoreLimit(column, threshold, doubleSided)))
            : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A z-score is compared with a finite number above 0.");
    }
}
