using DataIngestion.Suites;

namespace DataIngestion;

/// <summary>A suite that is proposed from data: checks that hold on all of its rows, each with the reason in words. Read it before it is used: it says what the data is, not what it should be.</summary>
/// <remarks>Immutable. Everything is counted exactly over all rows; where a bound is wider than what was seen, its reason says by how much. Values of columns that are masked, or look like personal data, are in none of it.</remarks>
public sealed class SuiteSuggestion
{
    internal SuiteSuggestion(string source, long rows, IReadOnlyList<SuggestedCheck> checks, IReadOnlyList<string> notes) =>
        (Source, Rows, Checks, Notes) = (source, rows, checks, notes);

    /// <summary>What the suite is proposed from.</summary>
    public string Source { get; }

    /// <summary>The rows that were looked at.</summary>
    public long Rows { get; }

    /// <summary>The checks: those of the table, then those of each column in the order of the columns, then those of several columns.</summary>
    public IReadOnlyList<SuggestedCheck> Checks { get; }

    /// <summary>What could not be proposed, and why.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Proposes a suite from all that a source has.</summary>
    /// <remarks>The data is read once to find the types, unless the options name them, once to look at all values, and once to check that the proposal holds. Memory depends on the columns and not on the rows, but for the keys that are tried; see <see cref="SuggestionOptions.MaximumKeyRows"/>.</remarks>
    /// <param name="source">The source.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    /// <returns>The proposal.</returns>
    /// <exception cref="ArgumentException">An option does not fit the columns.</exception>
    /// <exception cref="SourceException">The source cannot be read, or has nothing.</exception>
    public static ValueTask<SuiteSuggestion> FromAsync(ISource source, SuggestionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new SuggestionRun(source, options ?? new SuggestionOptions()).RunAsync(cancellationToken);
    }

    /// <summary>The checks as a suite.</summary>
    /// <returns>The suite.</returns>
    public ValidationSuite ToSuite()
    {
        using StringWriter yaml = new();
        WriteYaml(yaml);
        return ValidationSuite.Parse(yaml.ToString());
    }

    /// <summary>Writes the suite as YAML that <see cref="ValidationSuite.Parse"/> reads, with the reasons as comments.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteYaml(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteHead(writer, "#");
        writer.Write(Checks.Count == 0 ? "checks: []\n" : "checks:\n");
        foreach (SuggestedCheck check in Checks)
        {
            writer.Write($"  # {YamlText.Line(check.Reason)}\n  - {check.Yaml}\n");
        }
    }

    /// <summary>Writes the suite as a C# class whose <c>AddTo</c> can be given to <c>Validate</c>, with the reasons as comments.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteCode(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteHead(writer, "//");
        writer.Write("using System;\nusing DataIngestion;\n\ninternal static class SuggestedRules\n{\n    public static void AddTo(ValidationBuilder v)\n    {\n");
        foreach (SuggestedCheck check in Checks)
        {
            writer.Write($"        // {YamlText.Line(check.Reason)}\n        v.{check.Code};\n");
        }

        writer.Write("    }\n}\n");
    }

    private void WriteHead(TextWriter writer, string comment)
    {
        writer.Write($"{comment} Proposed from {YamlText.Line(Source)}, {SuggestedColumn.Number(Rows)} rows, on all of which it holds. It says what this data is; decide what the next has to be.\n");
        foreach (string note in Notes)
        {
            writer.Write($"{comment} {YamlText.Line(note)}\n");
        }
    }
}
