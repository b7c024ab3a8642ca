using System.Globalization;

namespace DataIngestion.Validation;

/// <summary>Reads formulas by recursive descent; <see cref="RowExpression.Parse"/> documents the grammar.</summary>
internal sealed class FormulaParser(string formula)
{
    // Far more than a person writes, and far less than the stack has room for.
    private const int DeepestNesting = 200;

    private readonly List<Token> _tokens = FormulaTokens.Of(formula);
    private int _at;
    private int _depth;

    private Token Current => _tokens[_at];

    public RowExpression Parse()
    {
        RowExpression parsed = Or();
        return Current.Kind == TokenKind.End ? parsed : throw Fault("an operator or the end");
    }

    private RowExpression Or()
    {
        if (++_depth > DeepestNesting)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"at most {DeepestNesting} brackets inside each other"));
        }

        RowExpression left = And();
        while (TakeWord("or"))
        {
            left |= And();
        }

        _depth--;
        return left;
    }

    private RowExpression And()
    {
        RowExpression left = Not();
        while (TakeWord("and"))
        {
            left &= Not();
        }

        return left;
    }

    private RowExpression Not()
    {
        int negations = 0;
        while (TakeWord("not"))
        {
            negations++;
        }

        RowExpression operand = Comparison();
        for (; negations > 0; negations--)
        {
            operand = !operand;
        }

        return operand;
    }

    private RowExpression Comparison()
    {
        RowExpression left = Sum();
        if (Current.Kind == TokenKind.Sign && Current.Text is "==" or "=" or "!=" or "<>" or "<" or "<=" or ">" or ">=")
        {
            string sign = _tokens[_at++].Text;
            return new ComparisonExpression(sign switch { "=" => "==", "<>" => "!=", _ => sign }, left, Sum());
        }

        if (TakeWord("is"))
        {
            bool missing = !TakeWord("not");
            return TakeWord("missing") || TakeWord("null") ? new MissingExpression(left, missing) : throw Fault("'missing' or 'not missing'");
        }

        if (Current.IsWord("not") && _tokens[_at + 1].IsWord("in"))
        {
            _at += 2;
            return !new InExpression(left, List());
        }

        return TakeWord("in") ? new InExpression(left, List()) : left;
    }

    private RowExpression Sum()
    {
        RowExpression left = Product();
        while (Current.Is("+") || Current.Is("-"))
        {
            left = new ArithmeticExpression(_tokens[_at++].Text[0], left, Product());
        }

        return left;
    }

    private RowExpression Product()
    {
        RowExpression left = Unary();
        while (Current.Is("*") || Current.Is("/") || Current.Is("%"))
        {
            left = new ArithmeticExpression(_tokens[_at++].Text[0], left, Unary());
        }

        return left;
    }

    private RowExpression Unary()
    {
        if (!Current.Is("-"))
        {
            return Primary();
        }

        _at++;
        return Current.Kind == TokenKind.Number ? Number("-" + _tokens[_at++].Text) : new ArithmeticExpression('-', LiteralExpression.Of(0), Primary());
    }

    private RowExpression Primary()
    {
        Token token = Current;
        _at++;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Number(token.Text);
            case TokenKind.Text:
                return LiteralExpression.Of(token.Text);
            case TokenKind.Name:
                return new ColumnExpression(token.Text);
            case TokenKind.Sign when token.Text == "(":
                RowExpression inner = Or();
                Expect(")");
                return inner;
            case TokenKind.Word when !FormulaWords.Reserved.Contains(token.Text):
                return new ColumnExpression(token.Text);
            case TokenKind.Word when Function(token.Text.ToLowerInvariant()) is { } made:
                return made;
            default:
                _at--;
                throw Fault("a column, a value or '('");
        }
    }

    private RowExpression? Function(string word)
    {
        switch (word)
        {
            case "true" or "false":
                return LiteralExpression.Of(word == "true");
            case "date":
                return LiteralExpression.Of(Quoted(text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture), "a date such as '2026-01-31'"));
            case "timestamp":
                return LiteralExpression.Of(Quoted(
                    text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), "a moment such as '2026-01-31T12:00:00Z'"));
            case "abs":
                return new AbsoluteExpression(Only());
            case "length":
                return new LengthExpression(Only());
            case "coalesce":
                List<RowExpression> two = List();
                return two.Count == 2 ? new CoalesceExpression(two[0], two[1]) : throw Fault("two values in coalesce(…)");
            case "matches" or "starts_with" or "ends_with" or "contains":
                Expect("(");
                RowExpression operand = Or();
                Expect(",");
                string argument = Current.Kind == TokenKind.Text ? _tokens[_at++].Text : throw Fault("a text in quotes");
                Expect(")");
                return new TextTestExpression(word, operand, argument);
            default:
                return null;
        }
    }

    private RowExpression Only()
    {
        Expect("(");
        RowExpression operand = Or();
        Expect(")");
        return operand;
    }

    private List<RowExpression> List()
    {
        Expect("(");
        List<RowExpression> values = [Or()];
        while (Current.Is(","))
        {
            _at++;
            values.Add(Or());
        }

        Expect(")");
        return values;
    }

    private T Quoted<T>(Func<string, T> read, string expected)
    {
        try
        {
            return Current.Kind == TokenKind.Text ? read(_tokens[_at++].Text) : throw Fault(expected);
        }
        catch (FormatException) when (_tokens[_at - 1].Kind == TokenKind.Text)
        {
            _at--;
            throw Fault(expected);
        }
    }

    // Integers and decimals are exact; what has an exponent, or too many digits for that, is a double.
    private static LiteralExpression Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
        ? LiteralExpression.Of(whole)
        : text.Replace("-", "", StringComparison.Ordinal).Length <= 28 && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal exact)
            ? LiteralExpression.Of(exact)
            : LiteralExpression.Of(double.Parse(text, CultureInfo.InvariantCulture));

    private bool TakeWord(string word)
    {
        bool taken = Current.IsWord(word);
        _at += taken ? 1 : 0;
        return taken;
    }

    private void Expect(string sign)
    {
        if (!Current.Is(sign))
        {
            throw Fault($"'{sign}'");
        }

        _at++;
    }

    private FormatException Fault(string expected) => FormulaTokens.Fault(formula, Current.At, expected);
}
