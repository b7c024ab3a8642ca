using System.Globalization;
using Apache.Arrow;
using DataIngestion.Suites;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DataIngestion;

/// <summary>A suite of checks in YAML: a list under <c>checks</c>, in the form of a pipeline file's <c>validate</c>.</summary>
/// <remarks>Thread-safety: immutable once read. <see cref="Register"/> concerns the whole process.</remarks>
public sealed class ValidationSuite
{
    private static readonly Dictionary<string, Action<ValidationBuilder, CheckSection>> Checks = new(CheckCatalog.BuiltIn, StringComparer.Ordinal);
    private static readonly Lock Gate = new();
    private readonly IReadOnlyList<YamlMappingNode> _sections;
    private readonly string _place;

    private ValidationSuite(IReadOnlyList<YamlMappingNode> sections, string place) => (_sections, _place) = (sections, place);

    /// <summary>The names of all checks that suites can use.</summary>
    public static IReadOnlyList<string> CheckNames
    {
        get
        {
            lock (Gate)
            {
                return [.. Checks.Keys.Order(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The number of checks.</summary>
    public int Count => _sections.Count;

    /// <summary>Makes a check of your own known to suites.</summary>
    /// <param name="name">Its name in YAML, in snake case.</param>
    /// <param name="add">Adds it, with the arguments that the section names.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public static void Register(string name, Action<ValidationBuilder, CheckSection> add)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(add);
        lock (Gate)
        {
            if (!Checks.TryAdd(name, add))
            {
                throw new ArgumentException($"There is a check '{name}' already.", nameof(name));
            }
        }
    }

    /// <summary>Reads a suite.</summary>
    /// <param name="yaml">YAML with a list <c>checks</c>.</param>
    /// <returns>The suite.</returns>
    /// <exception cref="SuiteImportException">The text is no YAML, or no suite; the message names the line.</exception>
    public static ValidationSuite Parse(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            throw new SuiteImportException(string.Create(CultureInfo.InvariantCulture, $"line {fault.Start.Line}"), fault.Message, fault);
        }

        YamlMappingNode root = stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode mapping
            ? mapping
            : throw new SuiteImportException("line 1", "A suite has one list, 'checks'.");
        foreach (YamlNode key in root.Children.Keys.Where(key => key.ToString() != "checks"))
        {
            throw new SuiteImportException(string.Create(CultureInfo.InvariantCulture, $"line {key.Start.Line}"), $"'{key}' means nothing in a suite, which has 'checks' alone.");
        }

        return root.Children.TryGetValue(new YamlScalarNode("checks"), out YamlNode? checks)
            ? Of(checks, "checks")
            : throw new SuiteImportException("line 1", "The suite has no list 'checks'.");
    }

    /// <summary>Reads sections of a larger file.</summary>
    /// <param name="checks">The list of sections.</param>
    /// <param name="place">What the list is called there, for messages.</param>
    /// <returns>The suite.</returns>
    /// <exception cref="SuiteImportException">The node is no list of sections.</exception>
    public static ValidationSuite Of(YamlNode checks, string place)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks is YamlSequenceNode list && list.Children.All(item => item is YamlMappingNode)
            ? new ValidationSuite([.. list.Children.Cast<YamlMappingNode>()], place)
            : throw new SuiteImportException(string.Create(CultureInfo.InvariantCulture, $"line {checks.Start.Line}, {place}"), $"'{place}' is a list of checks, each with 'check: NAME'.");
    }

    /// <summary>Adds the suite's rules.</summary>
    /// <param name="rules">Where to.</param>
    /// <param name="allowPrograms">Whether checks of the suite may start programs (<c>external</c>): only for suites that you trust as you trust code.</param>
    /// <param name="schema">The columns that the suite will meet, to have checks of others refused with their line; <see langword="null"/> leaves that to whoever runs the rules.</param>
    /// <exception cref="SuiteImportException">
    /// A check or an argument is unknown or wrong, starts a program and may not, or does not fit the columns; the message names line and place.
    /// </exception>
    public void AddTo(ValidationBuilder rules, bool allowPrograms = false, Schema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        for (int at = 0; at < _sections.Count; at++)
        {
            CheckSection section = new(_sections[at], string.Create(CultureInfo.InvariantCulture, $"{_place}[{at}]")) { AllowsPrograms = allowPrograms };
            int before = rules.Rules.Count;
            Add(rules, section);
            if (schema is not null)
            {
                RequireFit(rules.Rules.Skip(before), section, schema);
            }
        }
    }

    private static void RequireFit(IEnumerable<ValidationRule> rules, CheckSection section, Schema schema)
    {
        foreach (ValidationRule rule in rules)
        {
            try
            {
                rule.Condition?.Bind(schema);
                if (rule.Validator.Scope == CheckScope.Row && rule.Validator.Columns.FirstOrDefault(column => schema.GetFieldIndex(column) < 0) is { } unknown)
                {
                    throw new ArgumentException($"there is no column '{unknown}'; the columns are {string.Join(", ", schema.FieldsList.Select(field => field.Name))}");
                }

                (rule.Validator.Begin(new ValidationContext(schema)) as IDisposable)?.Dispose();
            }
            catch (ArgumentException fault)
            {
                throw section.Fault("check", $"is '{section.Text("check")}', which does not fit the data: {fault.Message.TrimEnd('.')}");
            }
        }
    }

    private static void Add(ValidationBuilder rules, CheckSection section)
    {
        string check = section.Text("check");
        Action<ValidationBuilder, CheckSection>? add;
        lock (Gate)
        {
            add = Checks.GetValueOrDefault(check);
        }

        if (add is null)
        {
            throw section.Fault("check", $"is '{check}': use one of {string.Join(", ", CheckNames)}");
        }

        try
        {
            add(rules, section);
            SetOptions(rules, section);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or FormatException)
        {
            throw section.Fault("check", $"is '{check}', which cannot be made: {fault.Message.TrimEnd('.')}");
        }

        section.RequireAllKnown(check);
    }

    private static void SetOptions(ValidationBuilder rules, CheckSection section)
    {
        _ = (section.OptionalText("on_failure"), section.OptionalText("severity")) switch
        {
            (null or "hold", null or "error") => rules.Hold(),
            ("quarantine", null or "error") => rules.Quarantine(),
            ("warn", null) or (null, "warning") => rules.Warn(),
            (null, "info") => rules.Inform(),
            (null or "hold" or "quarantine" or "warn", string severity) => throw section.Fault("severity", $"is '{severity}': use error, warning or info, and on_failure with error alone"),
            (string action, _) => throw section.Fault("on_failure", $"is '{action}': use hold, quarantine or warn"),
        };
        if (section.Number("mostly") is { } share)
        {
            rules.Mostly(share);
        }

        _ = section.OptionalText("missing") switch
        {
            null or "pass" => rules,
            "fail" => rules.MissingFails(),
            string word => throw section.Fault("missing", $"is '{word}': use pass or fail"),
        };
        if (section.OptionalText("where") is { } where)
        {
            rules.Where(Formula(section, "where", where));
        }

        if (section.OptionalText("message") is { } message)
        {
            rules.WithMessage(message);
        }
    }

    internal static RowExpression Formula(CheckSection section, string name, string formula)
    {
        try
        {
            return RowExpression.Parse(formula);
        }
        catch (FormatException fault)
        {
            throw section.Fault(name, $"is no formula: {fault.Message.TrimEnd('.')}");
        }
    }
}
