using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Whether a value is one of some; missing ones are unknown.</summary>
internal sealed class InExpression(RowExpression operand, IReadOnlyList<RowExpression> values)
    : RowExpression($"({operand.Text} in ({string.Join(", ", values.Select(value => value.Text))}))", [.. operand.Columns, .. values.SelectMany(value => value.Columns)])
{
    internal override BoundExpression BindTo(Schema schema)
    {
        if (!values.All(value => value is LiteralExpression { IsText: true }))
        {
            return values.Skip(1).Aggregate(operand == values[0], (any, value) => any | (operand == value)).BindTo(schema);
        }

        BoundExpression bound = operand.BindTo(schema);
        Utf8Set set = new(values.Select(value => ((LiteralExpression)value).Utf8));
        return bound.Shape.Kind == ValueKind.Text
            ? TextPredicate.Of(bound, set.Contains)
            : throw new ArgumentException($"'{operand.Text}' and '{values[0].Text}' cannot be compared: one is {bound.Shape.Words} and the other is text.");
    }
}

/// <summary>A condition on a text, such as <c>starts_with(name, 'A')</c>.</summary>
internal sealed class TextTestExpression(string word, RowExpression operand, string argument)
    : RowExpression($"{word}({operand.Text}, {FormulaWords.Quoted(argument)})", operand.Columns)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(argument);
    private readonly PatternSet? _pattern = word == "matches" ? PatternSet.Compile(operand.Text, [argument], PatternMode.Any, new MatchesOptions()) : null;

    internal override BoundExpression BindTo(Schema schema)
    {
        BoundExpression bound = operand.BindTo(schema);
        return bound.Shape.Kind != ValueKind.Text
            ? throw new ArgumentException($"'{operand.Text}' is no text, but {bound.Shape.Words}.")
            : word switch
            {
                "starts_with" => TextPredicate.Of(bound, text => text.StartsWith(_utf8)),
                "ends_with" => TextPredicate.Of(bound, text => text.EndsWith(_utf8)),
                "contains" => TextPredicate.Of(bound, text => text.IndexOf(_utf8) >= 0),
                _ => TextPredicate.Of(bound, Matches),
            };
    }

    private bool Matches(ReadOnlySpan<byte> text)
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            return _pattern!.Accepts(buffer.AsSpan(0, Encoding.UTF8.GetChars(text, buffer)));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new RuleException(string.Create(CultureInfo.InvariantCulture, $"A value takes the pattern of '{Text}' longer than {_pattern!.MatchTimeout.TotalMilliseconds:0} ms."));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }
}

/// <summary>The length in Unicode code points.</summary>
internal sealed class LengthExpression(RowExpression operand) : RowExpression($"length({operand.Text})", operand.Columns)
{
    internal override BoundExpression BindTo(Schema schema)
    {
        BoundExpression bound = operand.BindTo(schema);
        return bound.Shape.Kind != ValueKind.Text
            ? throw new ArgumentException($"'{operand.Text}' is no text, but {bound.Shape.Words}.")
            : new(new(ValueKind.Exact, 0, 10), at =>
            {
                RowVector texts = bound.Evaluate(at);
                ByteCells cells = texts.Texts is { } column ? new ByteCells(column) : default;
                long[] lengths = at.Longs();
                for (int row = 0; row < at.Rows; row++)
                {
                    lengths[row] = texts.Knows(row) ? CodePoints(texts.Texts is null ? texts.Utf8 : cells[row]) : 0;
                }

                GC.KeepAlive(texts);
                return new RowVector { Longs = lengths, Unknown = texts.Unknown };
            });
    }

    // Every byte but those that continue a code point.
    private static long CodePoints(ReadOnlySpan<byte> utf8)
    {
        long count = 0;
        foreach (byte unit in utf8)
        {
            count += (unit & 0xC0) != 0x80 ? 1 : 0;
        }

        return count;
    }
}

internal static class TextPredicate
{
    public delegate bool Test(ReadOnlySpan<byte> text);

    public static BoundExpression Of(BoundExpression operand, Test test) => new(new(ValueKind.Truth), at =>
    {
        RowVector texts = operand.Evaluate(at);
        ByteCells cells = texts.Texts is { } column ? new ByteCells(column) : default;
        bool[] truths = at.Truths();
        for (int row = 0; row < at.Rows; row++)
        {
            truths[row] = texts.Knows(row) && test(texts.Texts is null ? texts.Utf8 : cells[row]);
        }

        GC.KeepAlive(texts);
        return new RowVector { Truths = truths, Unknown = texts.Unknown };
    });
}
