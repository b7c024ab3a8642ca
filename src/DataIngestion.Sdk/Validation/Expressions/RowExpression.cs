using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Apache.Arrow;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>A formula over the columns of a row, such as <c>r["total"] == r["injury"] + r["property"]</c>. Evaluated column by column, never row by row.</summary>
/// <remarks>
/// <para>Integers and decimals are exact: an overflow fails the rule and never wraps. A float on either side, and every division, computes as double does; NaN equals nothing, not even itself, and is no missing value.</para>
/// <para>Where a value is missing, the result is unknown: <c>unknown &amp; false</c> is false, <c>unknown | true</c> is true, else it stays unknown.</para>
/// <para>Dates and timestamps of any unit compare with each other, a date as its first moment in UTC. Texts compare byte by byte of their UTF-8. Immutable.</para>
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
    public static implicit operator RowExpression(long value) => LiteralExpression.Of(value);

    /// <summary>A decimal number, exact.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator RowExpression(decimal value) => LiteralExpression.Of(value);

    /// <summary>A number; beside decimals it means the decimal that it is written as, so that 0.1 is a tenth.</summary>
    /// <param name="value">The number; not NaN.</param>
    public static implicit operator RowExpression(double value) => LiteralExpression.Of(value);

    /// <summary>True or false.</summary>
    /// <param name="value">Which.</param>
    public static implicit operator RowExpression(bool value) => LiteralExpression.Of(value);

    /// <summary>A text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator RowExpression(string value) => LiteralExpression.Of(value);

    /// <summary>A date.</summary>
    /// <param name="value">The date.</param>
    public static implicit operator RowExpression(DateOnly value) => LiteralExpression.Of(value);

    /// <summary>A moment.</summary>
    /// <param name="value">The moment.</param>
    public static implicit operator RowExpression(DateTimeOffset value) => LiteralExpression.Of(value);

    /// <summary>Adds.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static RowExpression operator +(RowExpression left, RowExpression right) => new ArithmeticExpression('+', left, right);

    /// <summary>Subtracts.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static RowExpression operator -(RowExpression left, RowExpression right) => new ArithmeticExpression('-', left, right);

    /// <summary>Multiplies.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static RowExpression operator *(RowExpression left, RowExpression right) => new ArithmeticExpression('*', left, right);

    /// <summary>Divides, as doubles do: by zero the result is infinite or NaN.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static RowExpression operator /(RowExpression left, RowExpression right) => new ArithmeticExpression('/', left, right);

    /// <summary>The remainder of a division, with the sign of the dividend; that of a division by zero fails the rule, with floats it is NaN.</summary>
    /// <param name="left">A number.</param>
    /// <param name="right">A number.</param>
    public static RowExpression operator %(RowExpression left, RowExpression right) => new ArithmeticExpression('%', left, right);

    /// <summary>Turns the sign.</summary>
    /// <param name="operand">A number.</param>
    public static RowExpression operator -(RowExpression operand) => new ArithmeticExpression('-', LiteralExpression.Of(0), operand);

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

    /// <summary>Reads a formula.</summary>
    /// <remarks>
    /// From the loosest to the tightest: <c>or</c>, <c>and</c>, <c>not</c>; <c>== != &lt; &lt;= &gt; &gt;=</c> (also <c>=</c> and <c>&lt;&gt;</c>), <c>in (…)</c>, <c>not in (…)</c>,
    /// <c>is missing</c>, <c>is not missing</c>; <c>+ -</c>; <c>* / %</c>. Columns are bare words, or stand in <c>`backticks`</c> or <c>"double quotes"</c>; texts
    /// stand in <c>'single quotes'</c>, in which <c>''</c> is one quote. Values: <c>12</c>, <c>0.5</c> (exact), <c>1e9</c> (a double), <c>true</c>, <c>false</c>, <c>date '2026-01-31'</c>,
    /// <c>timestamp '2026-01-31T12:00:00Z'</c>. Functions: <c>abs(x)</c>, <c>length(text)</c>, <c>coalesce(x, otherwise)</c>, <c>matches(text, 'pattern')</c>,
    /// <c>starts_with</c>, <c>ends_with</c> and <c>contains(text, 'part')</c>. Words of the language may be written in any case.
    /// </remarks>
    /// <param name="formula">The formula, such as <c>total == injury + property</c>. <see cref="Text"/> can be read again.</param>
    /// <returns>The formula.</returns>
    /// <exception cref="FormatException">It is not understood; the message says where and what was expected.</exception>
    /// <exception cref="ArgumentException">A pattern in it is no regular expression.</exception>
    public static RowExpression Parse(string formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return new FormulaParser(formula).Parse();
    }

    /// <summary>Whether the value is missing; never unknown itself.</summary>
    /// <returns>The condition.</returns>
    public RowExpression IsMissing() => new MissingExpression(this, missing: true);

    /// <summary>Whether the value is there; never unknown itself.</summary>
    /// <returns>The condition.</returns>
    public RowExpression IsPresent() => new MissingExpression(this, missing: false);

    /// <summary>Whether the value is one of some.</summary>
    /// <param name="values">Values of the same kind, at least one.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public RowExpression In(params RowExpression[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == 0 ? throw new ArgumentException("A set needs a value.", nameof(values)) : new InExpression(this, values);
    }

    /// <summary>Whether a text matches a .NET regular expression somewhere. A value for which that takes longer than a tenth of a second fails the rule.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    public RowExpression Matches(string pattern) => new TextTestExpression("matches", this, pattern);

    /// <summary>Whether a text begins with another.</summary>
    /// <param name="text">The other.</param>
    /// <returns>The condition.</returns>
    public RowExpression StartsWith(string text) => new TextTestExpression("starts_with", this, text);

    /// <summary>Whether a text ends with another.</summary>
    /// <inheritdoc cref="StartsWith"/>
    public RowExpression EndsWith(string text) => new TextTestExpression("ends_with", this, text);

    /// <summary>Whether another text is part of a text.</summary>
    /// <inheritdoc cref="StartsWith"/>
    public RowExpression Contains(string text) => new TextTestExpression("contains", this, text);

    /// <summary>The length of a text in Unicode code points.</summary>
    /// <returns>The number.</returns>
    public RowExpression Length() => new LengthExpression(this);

    /// <summary>The number without its sign.</summary>
    /// <returns>The number.</returns>
    public RowExpression Abs() => new AbsoluteExpression(this);

    /// <summary>The value, or another where it is missing.</summary>
    /// <param name="otherwise">The other, of the same kind.</param>
    /// <returns>The value.</returns>
    public RowExpression Coalesce(RowExpression otherwise) => new CoalesceExpression(this, otherwise);

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
        return bound.Shape.Kind == ValueKind.Truth ? bound : throw new ArgumentException($"'{Text}' is no condition, but {bound.Shape.Words}.");
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

    /// <summary>Requires that a formula is true for each row.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="formula">The formula, as <see cref="RowExpression.Parse"/> reads it.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="FormatException">The formula is not understood.</exception>
    public static ValidationBuilder Row(this ValidationBuilder builder, string formula)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new RowExpressionValidator(RowExpression.Parse(formula)));
    }

    /// <summary>Restricts the rule added last to rows for which a formula is true.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="formula">The formula, as <see cref="RowExpression.Parse"/> reads it.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="FormatException">The formula is not understood.</exception>
    public static ValidationBuilder Where(this ValidationBuilder builder, string formula)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Where(RowExpression.Parse(formula));
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
