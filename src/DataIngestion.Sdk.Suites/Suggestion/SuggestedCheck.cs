using System.Globalization;
using DataIngestion.Suites;

namespace DataIngestion;

/// <summary>A check that was proposed from data, with the reason. Immutable.</summary>
public sealed class SuggestedCheck
{
    private SuggestedCheck(string check, IReadOnlyList<string> columns, string reason, string yaml, string code) =>
        (Check, Columns, Reason, Yaml, Code) = (check, columns, reason, yaml, code);

    /// <summary>The check's name in YAML, such as <c>not_null</c>.</summary>
    public string Check { get; }

    /// <summary>The columns that it reads.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Why it is proposed, in words; says so where it is not exactly what was seen.</summary>
    public string Reason { get; }

    /// <summary>The check as an entry of a suite in YAML, on one line.</summary>
    public string Yaml { get; }

    /// <summary>The check as C#, a call without its receiver, such as <c>NotNull("age")</c>.</summary>
    public string Code { get; }

    /// <inheritdoc/>
    public override string ToString() => Yaml;

    internal static SuggestedCheck Of(
        string check, IReadOnlyList<string> columns, string reason, IEnumerable<(string Name, string Value)> arguments, string code, double mostly = 1)
    {
        string share = mostly.ToString(CultureInfo.InvariantCulture);
        IEnumerable<(string Name, string Value)> all = [("check", check), .. arguments, .. mostly < 1 ? [("mostly", share)] : Array.Empty<(string, string)>()];
        string yaml = "{" + string.Join(", ", all.Select(argument => $"{argument.Name}: {argument.Value}")) + "}";
        return new SuggestedCheck(check, columns, reason, yaml, mostly < 1 ? $"{code}.Mostly({share})" : code);
    }

    internal static SuggestedCheck Of(
        string check, string column, string reason, IEnumerable<(string Name, string Value)> arguments, string code, double mostly = 1) =>
        Of(check, [column], reason, [("column", YamlText.Of(column)), .. arguments], code, mostly);
}
