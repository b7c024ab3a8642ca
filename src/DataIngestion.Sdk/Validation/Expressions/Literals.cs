using System.Globalization;
using System.Text;
using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>A value that is the same in every row.</summary>
internal sealed class LiteralExpression : RowExpression
{
    private readonly ValueShape _form;
    private readonly RowVector _value;

    private LiteralExpression(string text, ValueShape form, RowVector value)
        : base(text, []) => (_form, _value) = (form, value);

    public bool IsText => _form.Kind == ValueKind.Text;

    public byte[] Utf8 => _value.Utf8;

    public bool IsNumber => _form.IsNumber;

    public static LiteralExpression Of(long value) => Exact(value.ToString(CultureInfo.InvariantCulture), value, 0);

    /// <summary>A decimal of at most 28 digits; trailing zeros count for nothing.</summary>
    public static LiteralExpression Of(decimal value)
    {
        string text = value.ToString("0.############################", CultureInfo.InvariantCulture);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return Exact(text, Int128.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), point < 0 ? 0 : text.Length - point - 1);
    }

    /// <summary>The decimal that the number is written as, where that is one: 0.1 means a tenth.</summary>
    public static LiteralExpression Of(double value)
    {
        if (double.IsNaN(value))
        {
            throw new ArgumentException("NaN equals nothing, so no row could fulfil a formula with it.", nameof(value));
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal exact) && (double)exact == value
            ? Of(exact)
            : new(double.IsInfinity(value) ? (value > 0 ? "1e999" : "-1e999") : text.Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e'), new(ValueKind.Float), new RowVector { Doubles = [value], IsConstant = true });
    }

    public static LiteralExpression Of(bool value) => new(value ? "true" : "false", new(ValueKind.Truth), new RowVector { Truths = [value], IsConstant = true });

    public static LiteralExpression Of(string value) =>
        new(FormulaWords.Quoted(value), new(ValueKind.Text), new RowVector { Utf8 = Encoding.UTF8.GetBytes(value), IsConstant = true });

    public static LiteralExpression Of(DateOnly value) => new(
        $"date '{value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        new(ValueKind.Date, 0, 7),
        new RowVector { Longs = [value.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber], IsConstant = true });

    public static LiteralExpression Of(DateTimeOffset value)
    {
        (long ticks, int scale) = ((value - DateTimeOffset.UnixEpoch).Ticks, 7);
        for (; scale > 0 && ticks % 10 == 0; scale--)
        {
            ticks /= 10;
        }

        string text = value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        return new($"timestamp '{text}Z'", new(ValueKind.Moment, scale, 12 + scale), new RowVector { Longs = [ticks], IsConstant = true });
    }

    internal override BoundExpression BindTo(Schema schema) => new(_form, _ => _value);

    private static LiteralExpression Exact(string text, Int128 value, int scale)
    {
        int digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture).Length;
        bool wide = value > long.MaxValue || value < long.MinValue;
        return new(text, new(ValueKind.Exact, scale, digits, wide), wide ? new RowVector { Wides = [value], IsConstant = true } : new RowVector { Longs = [(long)value], IsConstant = true });
    }
}

/// <summary>How names and texts are written in formulas.</summary>
internal static class FormulaWords
{
    /// <summary>Words that mean something; a column of such a name is written in backticks.</summary>
    public static IReadOnlySet<string> Reserved { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "not", "is", "in", "missing", "null", "true", "false", "date", "timestamp",
        "abs", "length", "coalesce", "matches", "starts_with", "ends_with", "contains",
    };

    public static string Name(string column) =>
        column.Length > 0 && !char.IsAsciiDigit(column[0]) && column.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && !Reserved.Contains(column)
            ? column
            : $"`{column.Replace("`", "``", StringComparison.Ordinal)}`";

    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
