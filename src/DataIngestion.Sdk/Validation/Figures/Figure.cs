using System.Globalization;
using Apache.Arrow;
using DataIngestion.Profiles;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>A number about all rows of a delivery, such as the mean of a column. It is computed once, however many checks ask for it, and kept with the run. Immutable.</summary>
/// <remarks>Missing values are left out; booleans count as 0 and 1. Quantiles of more than 8,192 different numbers are known within guaranteed bounds.</remarks>
public sealed class Figure
{
    private readonly Func<ValidationContext, Func<FigureValue?>> _begin;

    private Figure(string kind, string words, IReadOnlyList<string> columns, Func<ValidationContext, Func<FigureValue?>> begin, string? name = null)
    {
        (Kind, Words, Columns, _begin) = (kind, words, columns, begin);
        Name = name ?? (columns.Count == 0 ? kind : $"{kind}({string.Join(", ", columns)})");
    }

    /// <summary>What it is called with its arguments, such as <c>mean(amount)</c>.</summary>
    public string Name { get; }

    /// <summary>The columns that it is about; none for the number of rows.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The number of rows, those included that go to quarantine.</summary>
    public static Figure Rows { get; } = new("rows", "number of rows", [], context =>
    {
        MetricReading<long> rows = context.Require(RowsMetric.Instance);
        return () => FigureValue.Exactly(rows.Value);
    });

    internal string Kind { get; }

    internal string Words { get; }

    /// <summary>The least number.</summary>
    /// <param name="column">A numeric column.</param>
    /// <returns>The figure.</returns>
    public static Figure Minimum(string column) => OfNumbers("minimum", "minimum", column, numbers => numbers.Minimum);

    /// <summary>The greatest number.</summary>
    /// <inheritdoc cref="Minimum"/>
    public static Figure Maximum(string column) => OfNumbers("maximum", "maximum", column, numbers => numbers.Maximum);

    /// <summary>The mean.</summary>
    /// <inheritdoc cref="Minimum"/>
    public static Figure Mean(string column) => OfNumbers("mean", "mean", column, numbers => numbers.Mean);

    /// <summary>The standard deviation of the sample (n − 1); it takes two values.</summary>
    /// <inheritdoc cref="Minimum"/>
    public static Figure StandardDeviation(string column) => OfNumbers("standard_deviation", "standard deviation", column, numbers =>
        numbers.Count < 2 ? null : Math.Sqrt(numbers.SumOfSquaredDeviations / (numbers.Count - 1)));

    /// <summary>The median; between two rows the middle of their values.</summary>
    /// <inheritdoc cref="Minimum"/>
    public static Figure Median(string column) => new("median", "median", [Named(column)], context => Quantiles(context, column, "median", 0.5));

    /// <summary>A quantile, interpolated between two rows.</summary>
    /// <param name="column">A numeric column.</param>
    /// <param name="quantile">Which, 0 to 1.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is not from 0 to 1.</exception>
    public static Figure QuantileOf(string column, double quantile)
    {
        if (!(quantile >= 0 && quantile <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A quantile is from 0 to 1.");
        }

        string which = quantile.ToString("R", CultureInfo.InvariantCulture);
        return new("quantile", $"quantile {which}", [Named(column)], context => Quantiles(context, column, "quantile", quantile), $"quantile({column}, {which})");
    }

    /// <summary>The sum; exact for integers and decimals.</summary>
    /// <inheritdoc cref="Minimum"/>
    public static Figure Sum(string column) => new("sum", "sum", [Named(column)], context =>
    {
        MetricReading<double> sum = context.Require(new SumMetric(column));
        MetricReading<ColumnProfile> profile = context.Require(new ColumnProfileMetric(column));
        return () => FigureValue.Exactly(profile.Value.Missing == profile.Value.Rows ? null : sum.Value);
    });

    /// <summary>The number of different values, missing ones left out. It is exact.</summary>
    /// <param name="column">A column of any type.</param>
    /// <returns>The figure.</returns>
    public static Figure DistinctCount(string column)
    {
        DistinctCountMetric metric = new(Named(column));
        return new("distinct_count", "number of different values", [column], context =>
        {
            MetricReading<long> count = context.Require(metric);
            return () => FigureValue.Exactly(count.Value);
        });
    }

    /// <summary>The share of different values among those that are there: 1 when all are different, 0 without values.</summary>
    /// <inheritdoc cref="DistinctCount"/>
    public static Figure DistinctShare(string column)
    {
        DistinctCountMetric metric = new(Named(column));
        return new("distinct_share", "share of different values", [column], context =>
        {
            MetricReading<long> count = context.Require(metric);
            MetricReading<PresenceCounts> presence = context.Require(new PresenceMetric(column));
            return () => FigureValue.Exactly(presence.Value.Present == 0 ? 0 : (double)count.Value / presence.Value.Present);
        });
    }

    /// <summary>The share of missing values among all rows.</summary>
    /// <inheritdoc cref="DistinctCount"/>
    public static Figure MissingShare(string column) => new("missing_share", "share of missing values", [Named(column)], context =>
    {
        MetricReading<PresenceCounts> presence = context.Require(new PresenceMetric(column));
        return () => FigureValue.Exactly(presence.Value.Rows == 0 ? null : 1 - ((double)presence.Value.Present / presence.Value.Rows));
    });

    /// <summary>A figure of your own.</summary>
    /// <param name="metric">Computes it; NaN means that there is none.</param>
    /// <returns>The figure, with the metric's name.</returns>
    public static Figure Of(IMetric<double> metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return new Figure(metric.Name, metric.Name, metric.Columns, context =>
        {
            MetricReading<double> reading = context.Require(metric);
            return () => FigureValue.Exactly(double.IsNaN(reading.Value) ? null : reading.Value);
        }, metric.Name);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Asks for the figure and has it kept with the run.</summary>
    internal Func<FigureValue?> Begin(ValidationContext context)
    {
        foreach (string column in Columns)
        {
            SchemaColumns.Require(context.Schema, column, Name);
        }

        Func<FigureValue?> read = _begin(context);
        context.Publish(Name, Columns, () => read()?.Value);
        return read;
    }

    private static Figure OfNumbers(string kind, string words, string column, Func<NumericProfile, double?> read) => new(kind, words, [Named(column)], context =>
    {
        MetricReading<ColumnProfile> profile = NumbersOf(context, column, kind);
        return () => FigureValue.Exactly(FigureNumbers.Of(profile.Value) is { Count: > 0 } numbers ? read(numbers) : null);
    });

    private static Func<FigureValue?> Quantiles(ValidationContext context, string column, string kind, double quantile)
    {
        MetricReading<ColumnProfile> profile = NumbersOf(context, column, kind);
        return () =>
        {
            if (FigureNumbers.Of(profile.Value) is not { Count: > 0 } numbers)
            {
                return null;
            }

            (double lowest, double value, double highest) = Quantile.Of(numbers, quantile, QuantileInterpolation.Linear);
            return new FigureValue(lowest, value, highest);
        };
    }

    internal static MetricReading<ColumnProfile> NumbersOf(ValidationContext context, string column, string check)
    {
        Field field = SchemaColumns.Require(context.Schema, column, check);
        ColumnType type = ArrowColumnType.Of(field);
        return type.IsNumeric || type == ColumnType.Boolean ? context.Require(new ColumnProfileMetric(column)) : throw SchemaColumns.NotApplicable(field, $"{check}({column})", "numbers");
    }

    private static string Named(string column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return column;
    }
}
