using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Apache.Arrow;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>A formula over the columns of a row, such as <c>r["total"] == r["injury"] + r["property"]</c>. Evaluated column by column, never row by row.</summary>
/// <remarks>
/// Integers are computed exactly, and an overflow fails the rule; a decimal or a float on either side makes the arithmetic that of double. Where a value is
/// missing, the result is unknown: <c>unknown &amp; false</c> is false, <c>unknown | true</c> is true, else it stays unknown. Dates compare with dates.
/// Immutable.
/// </remarks>
[SuppressMessage("Usage", "CA2225", Justification = "Formulas are written with operators; named twins would be a second way.")]
public abstract class RowExpression : IRowCondition
{
    private protected RowExpression(string text, IEnumerable<string> columns) => (Text, Columns) = (text, [.. columns.Distinct(StringComparer.Ordinal)]);

    /// <inheritdoc/>
    public string Text { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator RowExpression(long value) => new LiteralExpression(value.ToString(CultureInfo.InvariantCulture), _ => RowVector.Whole(value));

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator RowExpression(double value) => new LiteralExpression(value.ToString("R", CultureInfo.InvariantCulture), _ => RowVector.Number(value));

    /// <summary>A text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator RowExpression(string value) => new TextExpression(value);

    /// <summary>A date.</summary>
    /// <param name="value">The date.</param>
    public static implicit operator RowExpression(DateOnly value) => new LiteralExpression(
        $"date '{value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'", _ => RowVector.Whole(value.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber));

    /// <summary>Adds.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static RowExpression operator +(RowExpression left, RowExpression right) => new ArithmeticExpression("+", left, right);

    /// <summary>Subtracts.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static RowExpression operator -(RowExpression left, RowExpression right) => new ArithmeticExpression("-", left, right);

    /// <summary>Multiplies.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static RowExpression operator *(RowExpression left, RowExpression right) => new ArithmeticExpression("*", left, right);

    /// <summary>Divides, as doubles do: by zero the result is infinite or NaN.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static RowExpression operator /(RowExpression left, RowExpression right) => new ArithmeticExpression("/", left, right);

    /// <summary>Whether both are equal.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of the same kind.</param>
    public static RowExpression operator ==(RowExpression left, RowExpression right) => new ComparisonExpression("==", left, right);

    /// <summary>Whether both differ.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of the same kind.</param>
    public static RowExpression operator !=(RowExpression left, RowExpression right) => new ComparisonExpression("!=", left, right);

    /// <summary>Whether the first is less.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of the same kind.</param>
    public static RowExpression operator <(RowExpression left, RowExpression right) => new ComparisonExpression("<", left, right);

    /// <summary>Whether the first is less or equal.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of the same kind.</param>
    public static RowExpression operator <=(RowExpression left, RowExpression right) => new ComparisonExpression("<=", left, right);

    /// <summary>Whether the first is greater.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of the same kind.</param>
    public static RowExpression operator >(RowExpression left, RowExpression right) => new ComparisonExpression(">", left, right);

    /// <summary>Whether the first is greater or equal.</summary>
    /// <param name="left">A value.</param>
    /// <param name="right">A value of the same kind.</param>
    public static RowExpression operator >=(RowExpression left, RowExpression right) => new ComparisonExpression(">=", left, right);

    /// <summary>Whether both hold.</summary>
    /// <param name="left">A condition.</param>
    /// <param name="right">A condition.</param>
    public static RowExpression operator &(RowExpression left, RowExpression right) => new LogicExpression("and", left, right);

    /// <summary>Whether one of both holds.</summary>
    /// <param name="left">A condition.</param>
    /// <param name="right">A condition.</param>
    public static RowExpression operator |(RowExpression left, RowExpression right) => new LogicExpression("or", left, right);

    /// <summary>Whether it does not hold.</summary>
    /// <param name="operand">A condition.</param>
    public static RowExpression operator !(RowExpression operand) => new NotExpression(operand);

    /// <summary>Whether the value is missing; never unknown itself.</summary>
    /// <returns>The condition.</returns>
    public RowExpression IsMissing() => new MissingExpression(this);

    /// <summary>Whether the value is one of some texts.</summary>
    /// <param name="values">The texts, at least one.</param>
    /// <returns>The condition.</returns>
    public RowExpression In(params string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == 0
            ? throw new ArgumentException("A set needs a value.", nameof(values))
            : values.Skip(1).Aggregate(this == values[0], (any, value) => any | (this == value));
    }

    /// <inheritdoc/>
    public IRowSelection Bind(Schema schema) => new RowExpressionSelection(BindCondition(schema));

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RowExpression other && other.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <exception cref="ArgumentException">The schema lacks a column, or its type cannot be used so.</exception>
    internal abstract BoundExpression BindTo(Schema schema);

    internal BoundExpression BindCondition(Schema schema)
    {
        BoundExpression bound = BindTo(schema);
        return bound.Kind == VectorKind.Truth ? bound : throw new ArgumentException($"'{Text}' is no condition, but a value.");
    }
}

/// <summary>The columns of a row in a formula.</summary>
public sealed class RowColumns
{
    internal RowColumns()
    {
    }

    /// <summary>The value of a column.</summary>
    /// <param name="column">The column.</param>
    public RowExpression this[string column] => new ColumnExpression(column);
}

/// <summary>Adds rules that are formulas.</summary>
public static class RowExpressionExtensions
{
    /// <summary>Requires that a formula is true for each row. Rows for which it is unknown, because a value is missing, pass.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="formula">Makes the formula of the columns, such as <c>r => r["total"] == r["injury"] + r["property"]</c>.</param>
    /// <returns>The builder.</returns>
    public static ValidationBuilder Row(this ValidationBuilder builder, Func<RowColumns, RowExpression> formula)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(formula);
        return builder.Add(new RowExpressionValidator(formula(new RowColumns())));
    }

    /// <summary>Restricts the rule added last to rows for which a formula is true.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="formula">Makes the formula of the columns, such as <c>r => r["age"] >= 18</c>.</param>
    /// <returns>The builder.</returns>
    public static ValidationBuilder Where(this ValidationBuilder builder, Func<RowColumns, RowExpression> formula)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(formula);
        return builder.Where(formula(new RowColumns()));
    }
}
