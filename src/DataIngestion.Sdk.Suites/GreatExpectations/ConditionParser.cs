using System.Globalization;
using System.Text;

namespace DataIngestion.GreatExpectations;

/// <summary>Parses row conditions that are text: queries of pandas (<c>(a == 5) &amp; (b == "x")</c>) and <c>col("a") &gt; 5</c> with <c>.notNull()</c>.</summary>
internal sealed class ConditionParser
{
    private static readonly string[] Signs = ["==", "!=", "<=", ">=", "<", ">"];

    private readonly string _text;
    private readonly string _place;
    private int _at;

    private ConditionParser(string text, string place) => (_text, _place) = (text, place);

    /// <exception cref="SuiteImportException">The text is no condition that is understood.</exception>
    public static ConditionNode Parse(string text, string place)
    {
        ConditionParser parser = new(text, place);
        ConditionNode node = parser.Either();
        parser.Skip();
        return parser._at == text.Length ? node : throw parser.Fault("something is left over");
    }

    private ConditionNode Either()
    {
        ConditionNode left = Both();
        while (Take("||") || Take("|") || TakeWord("or"))
        {
            left = new EitherNode(left, Both());
        }

        return left;
    }

    private ConditionNode Both()
    {
        ConditionNode left = Not();
        while (Take("&&") || Take("&") || TakeWord("and"))
        {
            left = new BothNode(left, Not());
        }

        return left;
    }

    private ConditionNode Not()
    {
        if (Take("~") || TakeWord("not"))
        {
            return new NotNode(Not());
        }

        int start = _at;
        if (!Take("("))
        {
            return Comparison();
        }

        ConditionNode inner = Either();
        return Take(")") ? inner : throw Fault($"the bracket at position {start} is not closed");
    }

    private ConditionNode Comparison()
    {
        object left = Operand();
        if (left is ColumnName column)
        {
            if (Take(".notNull()") || Take(".notnull()") || Take(".notna()"))
            {
                return new PresentNode(column.Name, true);
            }

            if (Take(".isNull()") || Take(".isnull()") || Take(".isna()"))
            {
                return new PresentNode(column.Name, false);
            }

            bool negated = TakeWord("not");
            if (TakeWord("in"))
            {
                return new MemberNode(column.Name, Values(), !negated);
            }
        }

        string sign = Signs.FirstOrDefault(Take) ?? throw Fault("a comparison is missing");
        object right = Operand();
        return (left, right) switch
        {
            (ColumnName name, _) => new CompareNode(name.Name, sign, right),
            (_, ColumnName name) => new CompareNode(name.Name, Mirror(sign), left),
            _ => throw Fault("the comparison names no column"),
        };
    }

    private List<object> Values()
    {
        bool square = Take("[");
        if (!square && !Take("("))
        {
            throw Fault("a list such as [1, 2] is missing");
        }

        List<object> values = [];
        do
        {
            values.Add(Operand());
        }
        while (Take(","));
        return Take(square ? "]" : ")") && !values.Any(value => value is ColumnName) ? values : throw Fault("the list is not one of numbers and texts");
    }

    private object Operand()
    {
        Skip();
        char next = _at < _text.Length ? _text[_at] : '\0';
        if (next is '"' or '\'')
        {
            return Quoted(next);
        }

        if (next == '`')
        {
            return new ColumnName(Quoted('`'));
        }

        return char.IsAsciiDigit(next) || next is '-' or '+' or '.' ? Number() : Name();
    }

    private double Number()
    {
        int start = _at++;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '.' || (_text[_at] is '+' or '-' && _text[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }

        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Fault($"'{_text[start.._at]}' is no number");
    }

    private object Name()
    {
        if (TakeWord("col"))
        {
            if (Take("(") && Operand() is string column && Take(")"))
            {
                return new ColumnName(column);
            }

            throw Fault("a column is written col(\"name\")");
        }

        if (TakeWord("True") || TakeWord("true"))
        {
            return true;
        }

        if (TakeWord("False") || TakeWord("false"))
        {
            return false;
        }

        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        return _at > start ? new ColumnName(_text[start.._at]) : throw Fault("a column or a value is missing");
    }

    private string Quoted(char quote)
    {
        StringBuilder text = new();
        for (_at++; _at < _text.Length && _text[_at] != quote; _at++)
        {
            _at += _text[_at] == '\\' && _at + 1 < _text.Length ? 1 : 0;
            text.Append(_text[_at]);
        }

        return _at++ < _text.Length ? text.ToString() : throw Fault("a quotation is not closed");
    }

    private bool Take(string sign)
    {
        Skip();
        if (string.CompareOrdinal(_text, _at, sign, 0, sign.Length) != 0)
        {
            return false;
        }

        _at += sign.Length;
        return true;
    }

    private bool TakeWord(string word)
    {
        int before = _at;
        if (Take(word) && (_at == _text.Length || !(char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_')))
        {
            return true;
        }

        _at = before;
        return false;
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    public static string Mirror(string sign) => sign switch
    {
        "<" => ">",
        ">" => "<",
        "<=" => ">=",
        ">=" => "<=",
        _ => sign,
    };

    private SuiteImportException Fault(string reason) =>
        new(_place, $"The row condition '{_text}' is not understood at position {_at}: {reason}. Comparisons of columns with values, 'in', notNull(), and, or, not are.");
}
