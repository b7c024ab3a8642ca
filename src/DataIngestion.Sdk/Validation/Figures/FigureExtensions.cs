using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks of figures of a column: they judge the delivery as a whole. All checks of a column share the computation.</summary>
/// <remarks>Missing values are left out; booleans count as 0 and 1. Without any value there is no figure, and the check fails. Quantiles of more than 8,192 different numbers are known within guaranteed bounds: the check passes when every value between them would, and its message says so.</remarks>
public static class FigureExtensions
{
    /// <summary>Requires the least number to be in a range.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A numeric column.</param>
    /// <param name="minimum">The least allowed figure, or <see langword="null"/> for none.</param>
    /// <param name="maximum">The greatest allowed figure, or <see langword="null"/> for none.</param>
    /// <param name="strictMinimum">Whether the minimum itself fails.</param>
    /// <param name="strictMaximum">Whether the maximum itself fails.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The range is empty or open on both sides.</exception>
    public static ValidationBuilder MinimumBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, Figure.Minimum(column), new(minimum, maximum, strictMinimum, strictMaximum));

    /// <summary>Requires the greatest number to be in a range.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder MaximumBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, Figure.Maximum(column), new(minimum, maximum, strictMinimum, strictMaximum));

    /// <summary>Requires the mean to be in a range.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder MeanBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, Figure.Mean(column), new(minimum, maximum, strictMinimum, strictMaximum));

    /// <summary>Requires the standard deviation of the sample (n − 1) to be in a range; it takes two values.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder StandardDeviationBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, Figure.StandardDeviation(column), new(minimum, maximum, strictMinimum, strictMaximum));

    /// <summary>Requires the median to be in a range.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder MedianBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, Figure.Median(column), new(minimum, maximum, strictMinimum, strictMaximum));

    /// <summary>Requires the sum to be in a range; it is exact for integers and decimals.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder SumBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, Figure.Sum(column), new(minimum, maximum, strictMinimum, strictMaximum));

    /// <summary>Requires the number of different values, missing ones left out, to be in a range. It is exact.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">The column.</param>
    /// <param name="minimum">The fewest, or <see langword="null"/> for no bound.</param>
    /// <param name="maximum">The most, or <see langword="null"/> for no bound.</param>
    /// <param name="strictMinimum">Whether the minimum itself fails.</param>
    /// <param name="strictMaximum">Whether the maximum itself fails.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The range is empty or open on both sides.</exception>
    public static ValidationBuilder DistinctCountBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, Figure.DistinctCount(column), new(minimum, maximum, strictMinimum, strictMaximum));

    /// <summary>Requires the share of different values among those that are there to be in a range; 1 means that all are different, and it is 0 without values.</summary>
    /// <inheritdoc cref="DistinctCountBetween"/>
    public static ValidationBuilder DistinctShareBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, Figure.DistinctShare(column), new(minimum, maximum, strictMinimum, strictMaximum));

    /// <summary>Requires the share of missing values among all rows to be in a range.</summary>
    /// <inheritdoc cref="DistinctCountBetween"/>
    public static ValidationBuilder MissingShareBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, Figure.MissingShare(column), new(minimum, maximum, strictMinimum, strictMaximum));

    /// <summary>Requires quantiles to be in ranges.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A numeric column.</param>
    /// <param name="ranges">Quantiles from 0 to 1 with the least and greatest allowed value of each, <see langword="null"/> for no bound; at least one.</param>
    /// <param name="interpolation">Which value a quantile between two rows is.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">No quantile is given, or a range is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A quantile is not between 0 and 1.</exception>
    public static ValidationBuilder QuantilesBetween(
        this ValidationBuilder builder,
        string column,
        IReadOnlyList<(double Quantile, double? Minimum, double? Maximum)> ranges,
        QuantileInterpolation interpolation = QuantileInterpolation.Linear)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(ranges);
        if (ranges.Count == 0)
        {
            throw new ArgumentException($"No quantile of '{column}' is given.", nameof(ranges));
        }

        if (ranges.Any(range => !(range.Quantile >= 0 && range.Quantile <= 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(ranges), $"A quantile of '{column}' is not between 0 and 1.");
        }

        (double Quantile, FigureBounds Bounds)[] expected =
        [
            .. ranges.Select(range => (range.Quantile, range.Minimum <= range.Maximum || range.Minimum is null || range.Maximum is null
                ? new FigureBounds(range.Minimum, range.Maximum, false, false)
                : throw new ArgumentException($"The range of the quantile {range.Quantile} of '{column}' is empty.", nameof(ranges)))),
        ];
        string list = string.Join("; ", expected.Select(range => string.Create(CultureInfo.InvariantCulture, $"{range.Quantile}: {range.Bounds}")));
        return builder.Add(new FigureValidator($"quantiles({column}, {list}, {interpolation})", [column], $"quantiles of {column} in {list}", context =>
        {
            MetricReading<ColumnProfile> profile = Figure.NumbersOf(context, column, "quantiles");
            return () => JudgeQuantiles(FigureNumbers.Of(profile.Value), expected, interpolation);
        }));
    }

    private static FigureVerdict JudgeQuantiles(NumericProfile numbers, (double Quantile, FigureBounds Bounds)[] expected, QuantileInterpolation interpolation)
    {
        if (numbers.Count == 0)
        {
            return new(false, "there is no value", null);
        }

        (double Lowest, double Figure, double Highest)[] found = [.. expected.Select(range => Quantile.Of(numbers, range.Quantile, interpolation))];
        bool passed = expected.Zip(found).All(pair => pair.First.Bounds.Contains(pair.Second.Lowest) && pair.First.Bounds.Contains(pair.Second.Highest));
        string list = string.Join("; ", expected.Zip(found).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.First.Quantile}: {pair.Second.Figure}")));
        return new(passed, $"they are {list}" + (numbers.RankError == 0 ? "" : ", within the bounds of the profile"), JsonSerializer.SerializeToElement(found.Select(each => each.Figure)));
    }

    private static ValidationBuilder Add(ValidationBuilder builder, Figure figure, FigureBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(builder);
        bounds.Checked(figure.Words);
        string column = figure.Columns[0];
        return builder.Add(new FigureValidator($"{figure.Kind}({column}, {bounds})", figure.Columns, $"the {figure.Words} of {column} in {bounds}", context =>
        {
            Func<FigureValue?> read = figure.Begin(context);
            return () => bounds.Judge(figure.Words, read());
        }));
    }
}
