using System.Globalization;
using System.Text;

namespace DataIngestion.Validation;

internal enum TokenKind
{
    /// <summary>A bare word: a column, or a word of the language.</summary>
    Word,

    /// <summary>A column in backticks or double quotes.</summary>
    Name,

    /// <summary>A text in single quotes.</summary>
    Text,
    Number,

    /// <summary>An operator, a bracket or a comma.</summary>
    Sign,
    End,
}

/// <param name="Kind">What it is.</param>
/// <param name="Text">Its meaning, without quotes.</param>
/// <param name="At">Where it begins, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At)
{
    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Splits a formula into words, texts, numbers and signs.</summary>
internal static class FormulaTokens
{
    private static readonly string[] Signs = ["==", "!=", "<>", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ","];

    /// <exception cref="FormatException">Something is no part of a formula; the message says where.</exception>
    public static List<Token> Of(string formula)
    {
        List<Token> tokens = [];
        int at = 0;
        while (true)
        {
            while (at < formula.Length && char.IsWhiteSpace(formula[at]))
            {
                at++;
            }

            if (at == formula.Length)
            {
                tokens.Add(new(TokenKind.End, "", at));
                return tokens;
            }

            Token token = Next(formula, ref at);
            tokens.Add(token);
        }
    }

    public static FormatException Fault(string formula, int at, string expected) => new(
        string.Create(CultureInfo.InvariantCulture, $"The formula \"{formula}\" is not understood at character {at + 1}: expected {expected}, found {(at < formula.Length ? $"'{formula[at..Math.Min(formula.Length, at + 12)]}'" : "the end")}."));

    private static Token Next(string formula, ref int at)
    {
        int start = at;
        char first = formula[at];
        switch (first)
        {
            case '\'':
                return new(TokenKind.Text, Quoted(formula, ref at, first, "a closing quote"), start);
            case '`' or '"':
                return new(TokenKind.Name, Quoted(formula, ref at, first, $"a closing {first}"), start);
        }

        if (char.IsAsciiLetter(first) || first == '_')
        {
            while (at < formula.Length && (char.IsAsciiLetterOrDigit(formula[at]) || formula[at] == '_'))
            {
                at++;
            }

            return new(TokenKind.Word, formula[start..at], start);
        }

        if (char.IsAsciiDigit(first))
        {
            Number(formula, ref at);
            return new(TokenKind.Number, formula[start..at], start);
        }

        if (Signs.FirstOrDefault(sign => string.CompareOrdinal(formula, start, sign, 0, sign.Length) == 0) is not { } found)
        {
            throw Fault(formula, at, "a column, a value or an operator (other names stand in `backticks`, texts in 'quotes')");
        }

        at += found.Length;
        return new(TokenKind.Sign, found, start);
    }

    private static void Number(string formula, ref int at)
    {
        Digits(formula, ref at);
        if (at + 1 < formula.Length && formula[at] == '.' && char.IsAsciiDigit(formula[at + 1]))
        {
            at++;
            Digits(formula, ref at);
        }

        if (at < formula.Length && formula[at] is 'e' or 'E')
        {
            int exponent = at + 1;
            exponent += exponent < formula.Length && formula[exponent] is '+' or '-' ? 1 : 0;
            if (exponent < formula.Length && char.IsAsciiDigit(formula[exponent]))
            {
                at = exponent;
                Digits(formula, ref at);
            }
        }
    }

    private static void Digits(string formula, ref int at)
    {
        while (at < formula.Length && char.IsAsciiDigit(formula[at]))
        {
            at++;
        }
    }

    // A doubled quote stands for one.
    private static string Quoted(string formula, ref int at, char quote, string expected)
    {
        StringBuilder text = new();
        for (at++; at < formula.Length; at++)
        {
            if (formula[at] != quote)
            {
                text.Append(formula[at]);
            }
            else if (at + 1 < formula.Length && formula[at + 1] == quote)
            {
                text.Append(formula[at++]);
            }
            else
            {
                at++;
                return text.ToString();
            }
        }

        throw Fault(formula, formula.Length, expected);
    }
}
