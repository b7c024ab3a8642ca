using System.Globalization;
using System.Text.Json.Nodes;

namespace DataIngestion.GreatExpectations;

/// <summary>Evaluates what stands in <c>{"$PARAMETER": …}</c>: a name, or arithmetic with numbers, names, <c>now()</c>, <c>datetime(…)</c> and <c>timedelta(…)</c>.</summary>
internal ref struct ParameterExpression
{
    private readonly string _text;
    private readonly string _place;
    private readonly IReadOnlyDictionary<string, JsonNode?> _parameters;
    private readonly TimeProvider _time;
    private int _at;

    private ParameterExpression(string text, string place, IReadOnlyDictionary<string, JsonNode?> parameters, TimeProvider time) =>
        (_text, _place, _parameters, _time) = (text, place, parameters, time);

    /// <exception cref="SuiteImportException">The expression cannot be evaluated.</exception>
    public static JsonNode? Evaluate(string text, string place, IReadOnlyDictionary<string, JsonNode?> parameters, TimeProvider time)
    {
        if (parameters.TryGetValue(text, out JsonNode? value))
        {
            return value?.DeepClone();
        }

        ParameterExpression expression = new(text, place, parameters, time);
        object result = expression.Sum();
        expression.Skip();
        return expression._at == text.Length ? ToJson(result) : throw expression.Fault("it has something left over at the end");
    }

    private static JsonValue ToJson(object value) => value switch
    {
        DateTime moment => JsonValue.Create(moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        TimeSpan span => JsonValue.Create(span.TotalSeconds),
        double number when number == Math.Floor(number) && Math.Abs(number) < 1L << 53 => JsonValue.Create((long)number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create((string)value),
    };

    private object Sum()
    {
        object left = Product();
        for (char sign = Peek(); sign is '+' or '-'; sign = Peek())
        {
            _at++;
            object right = Product();
            left = (left, right) switch
            {
                (double a, double b) => sign == '+' ? a + b : a - b,
                (DateTime a, TimeSpan b) => sign == '+' ? a + b : a - b,
                (TimeSpan a, TimeSpan b) => sign == '+' ? a + b : a - b,
                (TimeSpan a, DateTime b) when sign == '+' => b + a,
                (DateTime a, DateTime b) when sign == '-' => a - b,
                _ => throw Fault($"'{sign}' does not fit its operands"),
            };
        }

        return left;
    }

    private object Product()
    {
        object left = Factor();
        for (char sign = Peek(); sign is '*' or '/'; sign = Peek())
        {
            _at++;
            object right = Factor();
            left = (left, right) switch
            {
                (double a, double b) => sign == '*' ? a * b : a / b,
                (TimeSpan a, double b) => sign == '*' ? a * b : a / b,
                (double a, TimeSpan b) when sign == '*' => b * a,
                _ => throw Fault($"'{sign}' does not fit its operands"),
            };
        }

        return left;
    }

    private object Factor()
    {
        char next = Peek();
        if (next is '-' or '+')
        {
            _at++;
            return Factor() switch
            {
                double number => next == '-' ? -number : number,
                TimeSpan span => next == '-' ? -span : span,
                _ => throw Fault("a sign stands before something that is no number"),
            };
        }

        if (next == '(')
        {
            _at++;
            object inner = Sum();
            Expect(')');
            return inner;
        }

        return char.IsAsciiDigit(next) || next == '.' ? Number() : Name();
    }

    private double Number()
    {
        int start = _at;
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
        int start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.'))
        {
            _at++;
        }

        string name = _text[start.._at];
        if (Peek() == '(')
        {
            return Call(name);
        }

        return _parameters.TryGetValue(name, out JsonNode? value) && value is JsonValue known
            ? known.TryGetValue(out double number) ? number : known.ToString()
            : throw Fault(name.Length == 0 ? "a name or number is missing" : $"the parameter '{name}' has no value. Give it in the suite's parameters or when the suite is read");
    }

    private object Call(string function)
    {
        List<double> places = [];
        Dictionary<string, double> named = [];
        for (Expect('('); Peek() != ')';)
        {
            (string? name, double value) = Argument();
            if (name is null)
            {
                places.Add(value);
            }
            else
            {
                named.Add(name, value);
            }

            if (Peek() == ',')
            {
                _at++;
            }
        }

        Expect(')');
        return function switch
        {
            "now" when places.Count + named.Count == 0 => _time.GetLocalNow().DateTime,
            "datetime" or "datetime.datetime" when places.Count is >= 3 and <= 6 && named.Count == 0 => Moment(places),
            "timedelta" or "datetime.timedelta" => Span(places, named),
            _ => throw Fault($"the function '{function}' is not supported here; now(), datetime(year, month, day, …) and timedelta(days=…) are"),
        };
    }

    private (string? Name, double Value) Argument()
    {
        Skip();
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetter(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        string? name = _at > start && Peek() == '=' ? _text[start.._at].Trim() : null;
        _at = name is null ? start : _at + 1;
        return Sum() is double value ? (name, value) : throw Fault("an argument is no number");
    }

    private readonly DateTime Moment(List<double> parts)
    {
        int[] at = [.. parts.Select(part => (int)part), 0, 0, 0];
        try
        {
            return new DateTime(at[0], at[1], at[2], at[3], at[4], at[5], DateTimeKind.Unspecified);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new SuiteImportException(_place, $"The parameter expression '{_text}' names no date.", fault);
        }
    }

    private readonly TimeSpan Span(List<double> places, Dictionary<string, double> named)
    {
        TimeSpan span = TimeSpan.FromDays(places.FirstOrDefault());
        foreach ((string unit, double value) in named)
        {
            span += unit switch
            {
                "weeks" => TimeSpan.FromDays(7 * value),
                "days" => TimeSpan.FromDays(value),
                "hours" => TimeSpan.FromHours(value),
                "minutes" => TimeSpan.FromMinutes(value),
                "seconds" => TimeSpan.FromSeconds(value),
                "milliseconds" => TimeSpan.FromMilliseconds(value),
                _ => throw Fault($"timedelta knows no '{unit}'"),
            };
        }

        return places.Count <= 1 ? span : throw Fault("timedelta takes named arguments, such as days=1");
    }

    private char Peek()
    {
        Skip();
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private void Expect(char sign)
    {
        if (Peek() != sign)
        {
            throw Fault($"'{sign}' is missing at position {_at}");
        }

        _at++;
    }

    private readonly SuiteImportException Fault(string reason) => new(_place, $"The parameter expression '{_text}' cannot be evaluated: {reason}.");
}
