using System.Globalization;
using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks of the newest and oldest dates.</summary>
public static class FreshnessExtensions
{
    /// <summary>Requires that the newest value is not older than an age. A date counts as its first moment in UTC, as does a timestamp without a zone. Without values the check fails.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A date or timestamp column.</param>
    /// <param name="maximumAge">The greatest age, more than zero.</param>
    /// <param name="time">The clock, or <see langword="null"/> for the system's.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The age is not positive.</exception>
    public static ValidationBuilder Freshness(this ValidationBuilder builder, string column, TimeSpan maximumAge, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maximumAge, TimeSpan.Zero);
        string age = maximumAge.ToString("c", CultureInfo.InvariantCulture);
        return Add(builder, $"freshness({column}, {age})", column, $"the newest {column} to be at most {age} old", extremes =>
        {
            DateTimeOffset now = (time ?? TimeProvider.System).GetUtcNow();
            return Parse(extremes.Maximum) is { } newest
                ? new(now - newest <= maximumAge, $"it is {(now - newest).ToString("c", CultureInfo.InvariantCulture)} old", JsonSerializer.SerializeToElement(extremes.Maximum))
                : new(false, "there is no value", null);
        });
    }

    /// <summary>Requires the oldest moment to be in a range, both ends included.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A date or timestamp column.</param>
    /// <param name="minimum">The earliest allowed, or <see langword="null"/> for none.</param>
    /// <param name="maximum">The latest allowed, or <see langword="null"/> for none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The range is empty or open on both sides.</exception>
    public static ValidationBuilder EarliestBetween(this ValidationBuilder builder, string column, DateTimeOffset? minimum, DateTimeOffset? maximum) =>
        AddBetween(builder, "earliest", column, minimum, maximum, extremes => extremes.Minimum);

    /// <summary>Requires the newest moment to be in a range, both ends included.</summary>
    /// <inheritdoc cref="EarliestBetween"/>
    public static ValidationBuilder LatestBetween(this ValidationBuilder builder, string column, DateTimeOffset? minimum, DateTimeOffset? maximum) =>
        AddBetween(builder, "latest", column, minimum, maximum, extremes => extremes.Maximum);

    private static ValidationBuilder AddBetween(
        ValidationBuilder builder, string check, string column, DateTimeOffset? minimum, DateTimeOffset? maximum, Func<Extremes, string?> which)
    {
        if ((minimum is null && maximum is null) || minimum > maximum)
        {
            throw new ArgumentException($"The range of the {check} value of '{column}' is empty or open on both sides.");
        }

        string range = $"{minimum?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "…"}, {maximum?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "…"}";
        return Add(builder, $"{check}({column}, {range})", column, $"the {check} {column} in {range}", extremes => Parse(which(extremes)) is { } found
            ? new((minimum is null || found >= minimum) && (maximum is null || found <= maximum), $"the {check} value is {which(extremes)}", JsonSerializer.SerializeToElement(which(extremes)))
            : new(false, "there is no value", null));
    }

    private static ValidationBuilder Add(ValidationBuilder builder, string name, string column, string expectation, Func<Extremes, FigureVerdict> judge)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return builder.Add(new FigureValidator(name, [column], expectation, context =>
        {
            Field field = SchemaColumns.Require(context.Schema, column, name);
            if (field.DataType is not (Date32Type or TimestampType))
            {
                throw SchemaColumns.NotApplicable(field, name, "dates and timestamps");
            }

            MetricReading<Extremes> extremes = context.Require(new ExtremesMetric(column));
            return () => judge(extremes.Value);
        }));
    }

    private static DateTimeOffset? Parse(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
