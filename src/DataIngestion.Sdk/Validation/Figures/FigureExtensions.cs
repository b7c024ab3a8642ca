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
        Add(builder, column, "minimum", new(minimum, maximum, strictMinimum, strictMaximum), profile => profile.Minimum);

    /// <summary>Requires the greatest number to be in a range.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder MaximumBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, column, "maximum", new(minimum, maximum, strictMinimum, strictMaximum), profile => profile.Maximum);

    /// <summary>Requires the mean to be in a range.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder MeanBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, column, "mean", new(minimum, maximum, strictMinimum, strictMaximum), profile => profile.Mean);

    /// <summary>Requires the standard deviation of the sample (n − 1) to be in a range; it takes two values.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder StandardDeviationBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false) =>
        Add(builder, column, "standard deviation", new(minimum, maximum, strictMinimum, strictMaximum), profile => profile.Count < 2 ? null : Math.Sqrt(profile.SumOfSquaredDeviations / (profile.Count - 1)));

    /// <summary>Requires the median to be in a range.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder MedianBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false)
    {
        FigureBounds bounds = new FigureBounds(minimum, maximum, strictMinimum, strictMaximum).Checked("median");
        return Add(builder, "median", column, bounds, context =>
        {
            MetricReading<ColumnProfile> profile = Numbers(context, column, "median");
            return () =>
            {
                NumericProfile numbers = FigureNumbers.Of(profile.Value);
                if (numbers.Count == 0)
                {
                    return bounds.Judge("median", null);
                }

                (double lowest, double figure, double highest) = Quantile.Of(numbers, 0.5, QuantileInterpolation.Linear);
                return bounds.Judge("median", lowest, figure, highest);
            };
        });
    }

    /// <summary>Requires the sum to be in a range; it is exact for integers and decimals.</summary>
    /// <inheritdoc cref="MinimumBetween"/>
    public static ValidationBuilder SumBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false)
    {
        FigureBounds bounds = new FigureBounds(minimum, maximum, strictMinimum, strictMaximum).Checked("sum");
        return Add(builder, "sum", column, bounds, context =>
        {
            MetricReading<double> sum = context.Require(new SumMetric(column));
            MetricReading<ColumnProfile> profile = context.Require(new ColumnProfileMetric(column));
            return () => bounds.Judge("sum", profile.Value.Missing == profile.Value.Rows ? null : sum.Value);
        });
    }

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
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false)
    {
        FigureBounds bounds = new FigureBounds(minimum, maximum, strictMinimum, strictMaximum).Checked("number of different values");
        DistinctCountMetric metric = new(column);
        return Add(builder, "distinct_count", column, bounds, context =>
        {
            MetricReading<long> count = context.Require(metric);
            return () => bounds.Judge("number of different values", count.Value);
        });
    }

    /// <summary>Requires the share of different values among those that are there to be in a range; 1 means that all are different, and it is 0 without values.</summary>
    /// <inheritdoc cref="DistinctCountBetween"/>
    public static ValidationBuilder DistinctShareBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false)
    {
        FigureBounds bounds = new FigureBounds(minimum, maximum, strictMinimum, strictMaximum).Checked("share of different values");
        DistinctCountMetric metric = new(column);
        return Add(builder, "distinct_share", column, bounds, context =>
        {
            MetricReading<long> count = context.Require(metric);
            MetricReading<PresenceCounts> presence = context.Require(new PresenceMetric(column));
            return () => bounds.Judge("share of different values", presence.Value.Present == 0 ? 0 : (double)count.Value / presence.Value.Present);
        });
    }

    /// <summary>Requires the share of missing values among all rows to be in a range.</summary>
    /// <inheritdoc cref="DistinctCountBetween"/>
    public static ValidationBuilder MissingShareBetween(
        this ValidationBuilder builder, string column, double? minimum, double? maximum, bool strictMinimum = false, bool strictMaximum = false)
    {
        FigureBounds bounds = new FigureBounds(minimum, maximum, strictMinimum, strictMaximum).Checked("share of missing values");
        return Add(builder, "missing_share", column, bounds, context =>
        {
            MetricReading<PresenceCounts> presence = context.Require(new PresenceMetric(column));
            return () => bounds.Judge("share of missing values", presence.Value.Rows == 0 ? null : 1 - ((double)presence.Value.Present / presence.Value.Rows));
        });
    }

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
        return builder.Add(new FigureValidator($"quantiles({column}, {list}, {interpolation})", column, $"quantiles of {column} in {list}", context =>
        {
            MetricReading<ColumnProfile> profile = Numbers(context, column, "quantiles");
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

    private static ValidationBuilder Add(ValidationBuilder builder, string column, string figure, FigureBounds bounds, Func<NumericProfile, double?> read)
    {
        bounds.Checked(figure);
        return Add(builder, figure.Replace(' ', '_'), column, bounds, context =>
        {
            MetricReading<ColumnProfile> profile = Numbers(context, column, figure);
            return () => bounds.Judge(figure, FigureNumbers.Of(profile.Value) is { Count: > 0 } numbers ? read(numbers) : null);
        });
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string check, string column, FigureBounds bounds, Func<ValidationContext, Func<FigureVerdict>> begin)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return builder.Add(new FigureValidator($"{check}({column}, {bounds})", column, $"the {check.Replace('_', ' ')} of {column} in {bounds}", begin));
    }

    private static MetricReading<ColumnProfile> Numbers(ValidationContext context, string column, string check)
    {
        Field field = SchemaColumns.Require(context.Schema, column, check);
        ColumnType type = Profiles.ArrowColumnType.Of(field);
        return type.IsNumeric || type == ColumnType.Boolean ? context.Require(new ColumnProfileMetric(column)) : throw SchemaColumns.NotApplicable(field, $"{check}({column})", "numbers");
    }
}
