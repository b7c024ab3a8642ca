using System.Text.RegularExpressions;

namespace DataIngestion.Suites;

/// <summary>Columns that look like personal data: careful rather than exact, since what is left out of a suite can be added by hand.</summary>
internal static partial class PersonalData
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "email", "mail", "phone", "telephone", "mobile", "fax", "ssn", "iban", "passport", "firstname", "lastname", "fullname", "surname", "forename",
        "dob", "birth", "birthdate", "birthday", "address", "street", "zip", "zipcode", "postcode", "postal",
    };

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "first", "last", "full", "given", "family", "middle", "maiden", "customer", "person", "patient" };

    public static string? Reason(string column, ColumnFacts facts)
    {
        string[] words = [.. Word().Matches(column).Select(match => match.Value)];
        bool named = words.Any(Words.Contains) || (words.Contains("name", StringComparer.OrdinalIgnoreCase) && words.Any(Names.Contains));
        return named ? "its name says that it holds personal data"
            : facts is TextFacts { Addresses: > 0 } text && text.Addresses * 2 >= text.Values ? "its values look like e-mail addresses"
            : null;
    }

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})")]
    private static partial Regex Word();
}
