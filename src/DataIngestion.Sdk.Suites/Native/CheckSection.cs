using System.Globalization;
using DataIngestion.Suites;
using YamlDotNet.RepresentationModel;

namespace DataIngestion;

/// <summary>One check of a suite in YAML: its arguments by name. Remembers which were asked for, so that the others are found.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class CheckSection
{
    private readonly Dictionary<string, YamlNode> _arguments = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly YamlMappingNode _node;
    private readonly string _place;

    internal CheckSection(YamlMappingNode node, string place)
    {
        (_node, _place) = (node, place);
        foreach ((YamlNode key, YamlNode value) in node.Children)
        {
            _arguments[((YamlScalarNode)key).Value ?? ""] = value;
        }
    }

    /// <summary>Whether checks may start programs.</summary>
    internal bool AllowsPrograms { get; init; }

    /// <summary>Whether an argument is given.</summary>
    /// <param name="name">The argument.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public bool Has(string name) => Node(name) is not null;

    /// <summary>A text.</summary>
    /// <param name="name">The argument.</param>
    /// <returns>The text.</returns>
    /// <exception cref="SuiteImportException">It is missing or no text.</exception>
    public string Text(string name) => OptionalText(name) ?? throw Fault(name, "is missing");

    /// <summary>A text that may be left out.</summary>
    /// <inheritdoc cref="Text"/>
    public string? OptionalText(string name) => Node(name) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        _ => throw Fault(name, "is no single value"),
    };

    /// <summary>A number that may be left out.</summary>
    /// <param name="name">The argument.</param>
    /// <returns>The number, or <see langword="null"/>.</returns>
    /// <exception cref="SuiteImportException">It is no number.</exception>
    public double? Number(string name) => OptionalText(name) is not { } text
        ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Fault(name, $"is '{text}': use a number");

    /// <summary>A whole number that may be left out.</summary>
    /// <param name="name">The argument.</param>
    /// <returns>The number, or <see langword="null"/>.</returns>
    /// <exception cref="SuiteImportException">It is no whole number.</exception>
    public long? Integer(string name) => OptionalText(name) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : throw Fault(name, $"is '{text}': use a whole number");

    /// <summary>True or false.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="otherwise">What it is when it is left out.</param>
    /// <returns>The value.</returns>
    /// <exception cref="SuiteImportException">It is neither.</exception>
    public bool Flag(string name, bool otherwise = false) => OptionalText(name) switch
    {
        null => otherwise,
        "true" => true,
        "false" => false,
        string text => throw Fault(name, $"is '{text}': use true or false"),
    };

    /// <summary>A list of texts.</summary>
    /// <param name="name">The argument.</param>
    /// <returns>The texts.</returns>
    /// <exception cref="SuiteImportException">It is missing or no list of single values.</exception>
    public IReadOnlyList<string> List(string name) => Node(name) switch
    {
        null => throw Fault(name, "is missing"),
        YamlSequenceNode list => [.. list.Children.Select(item => (item as YamlScalarNode)?.Value ?? throw Fault(name, "holds something that is no single value"))],
        _ => throw Fault(name, "is no list, such as [a, b]"),
    };

    /// <summary>Texts by names.</summary>
    /// <param name="name">The argument.</param>
    /// <returns>The texts; none when it is left out.</returns>
    /// <exception cref="SuiteImportException">It is no mapping of names to single values.</exception>
    public IReadOnlyDictionary<string, string> Texts(string name) => Node(name) switch
    {
        null => new Dictionary<string, string>(),
        YamlMappingNode mapping when mapping.Children.All(pair => pair is { Key: YamlScalarNode, Value: YamlScalarNode }) =>
            mapping.Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString(), StringComparer.Ordinal),
        _ => throw Fault(name, "is no mapping, such as {NAME: value}"),
    };

    /// <summary>An error about an argument, with its line.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="fault">What is wrong, as the rest of a sentence that begins with the argument.</param>
    /// <returns>The error.</returns>
    public SuiteImportException Fault(string name, string fault) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {(_arguments.GetValueOrDefault(name) ?? _node).Start.Line}, {_place}.{name}"), $"'{name}' {fault}.");

    internal void RequireAllKnown(string check)
    {
        foreach (string name in _arguments.Keys)
        {
            if (!_asked.Contains(name))
            {
                throw Fault(name, $"means nothing to the check '{check}'; it takes {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
            }
        }
    }

    private YamlNode? Node(string name)
    {
        _asked.Add(name);
        return _arguments.GetValueOrDefault(name);
    }
}
