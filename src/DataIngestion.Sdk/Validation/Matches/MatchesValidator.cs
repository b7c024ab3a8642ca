using System.Text.RegularExpressions;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class MatchesValidator(string column, string pattern, MatchesOptions options) : IValidator
{
    private readonly Regex _regex = Compile(column, pattern, options);

    public string Name => $"matches({column}, {pattern})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field field = SchemaColumns.Require(context.Schema, column, Name);
        return EncodedCells.IsText(field.DataType)
            ? new MatchesValidation(column, _regex)
            : throw SchemaColumns.NotApplicable(field, Name, "strings");
    }

    private static Regex Compile(string column, string pattern, MatchesOptions options)
    {
        RegexOptions flags = RegexOptions.CultureInvariant | (options.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(pattern, flags | RegexOptions.NonBacktracking, options.MatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need the backtracking engine; the time-out bounds what a value can cost.
            return new Regex(pattern, flags, options.MatchTimeout);
        }
        catch (RegexParseException fault)
        {
            throw new ArgumentException($"The pattern '{pattern}' for the column '{column}' is no regular expression: {fault.Message}", nameof(pattern), fault);
        }
    }
}
