using DataIngestion.Contracts.Casts;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks that text is a date or a time.</summary>
public static class DateFormatExtensions
{
    /// <summary>Requires text that is a date, or a date and time, in a format. Missing values pass.</summary>
    /// <remarks>Reads what <see cref="DateTime.TryParseExact(string?, string?, IFormatProvider?, System.Globalization.DateTimeStyles, out DateTime)"/> reads with the invariant culture; <c>25/13/2015</c> is no <c>dd/MM/yyyy</c>.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <param name="format">A .NET date format with year, month and day, as in a contract.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The format is no such format.</exception>
    public static ValidationBuilder DateFormat(this ValidationBuilder builder, string column, string format)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentException.ThrowIfNullOrEmpty(format);
        Contracts.Casts.DateFormat compiled = Contracts.Casts.DateFormat.Compile(format);
        return DateFormatCheck.IsUsable(format)
            ? builder.Add(new TextValidator($"date_format({column}, {format})", column, $"{column} to be a date like {format}", text => compiled.TryParse(text, out _)))
            : throw new ArgumentException($"'{format}' for '{column}' is not a usable .NET date format, such as yyyy-MM-dd or M/d/yyyy HH:mm.", nameof(format));
    }

    /// <summary>Requires text that a person would read as a date or a time, in one of many written forms. Missing values pass.</summary>
    /// <remarks>
    /// ISO 8601 with or without time and zone; year, month and day as numbers in any usual order with <c>-</c>, <c>/</c>, <c>.</c> or spaces between;
    /// months by their English names, long or short; weekdays; times with seconds, fractions, AM and PM. Whether 01/02 is January or February makes no
    /// difference to this check; use <see cref="DateFormat"/> where it does.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A string column.</param>
    /// <returns>The builder.</returns>
    public static ValidationBuilder DateParseable(this ValidationBuilder builder, string column)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return builder.Add(new TextValidator($"date_parseable({column})", column, $"{column} to be a date or a time", WrittenDate.IsDate));
    }
}
