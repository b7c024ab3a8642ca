using System.Text.Json.Nodes;
using Apache.Arrow;
using DataIngestion.GreatExpectations;

namespace DataIngestion;

/// <summary>A suite of Great Expectations, 0.18 or 1.x. Immutable.</summary>
/// <remarks>Semantics are those of its pandas engine: missing values are left out, all members of a group of duplicates fail, no rows pass.</remarks>
#pragma warning disable RS0026 // The overloads differ in what the suite is read from and share their optional parameters.
public sealed class GreatExpectationsSuite
{
    private GreatExpectationsSuite(string name, IReadOnlyList<GreatExpectation> expectations, JsonObject parameters) =>
        (Name, Expectations, Parameters) = (name, expectations, parameters);

    /// <summary>The suite's name; empty where it has none.</summary>
    public string Name { get; }

    /// <summary>The expectations in their order.</summary>
    public IReadOnlyList<GreatExpectation> Expectations { get; }

    /// <summary>The values that were put in for parameters.</summary>
    public JsonObject Parameters { get; }

    /// <summary>The types of expectations that are supported, in ordinal order.</summary>
    public static IReadOnlyList<string> SupportedTypes => ExpectationCatalog.Types;

    /// <summary>Reads a suite.</summary>
    /// <param name="json">The suite as JSON.</param>
    /// <param name="parameters">Values for parameters; they win over those in the suite.</param>
    /// <param name="time">What <c>now()</c> means, or <see langword="null"/> for the machine's clock.</param>
    /// <returns>The suite.</returns>
    /// <exception cref="SuiteImportException">The suite cannot be read, or it holds an expectation that is not supported.</exception>
    public static GreatExpectationsSuite Parse(string json, IReadOnlyDictionary<string, JsonNode?>? parameters = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        JsonObject suite = PythonJson.Parse(json) as JsonObject ?? throw new SuiteImportException("", "A suite is a JSON object with 'expectations'.");
        return new SuiteReader(suite, parameters ?? new Dictionary<string, JsonNode?>(), time ?? TimeProvider.System).Read(
            (name, expectations, used) => new GreatExpectationsSuite(name, expectations, used));
    }

    /// <summary>Reads a suite.</summary>
    /// <param name="stream">The suite as JSON in UTF-8; it is read to its end and not closed.</param>
    /// <param name="parameters">Values for parameters; they win over those in the suite.</param>
    /// <param name="time">What <c>now()</c> means, or <see langword="null"/> for the machine's clock.</param>
    /// <returns>The suite.</returns>
    /// <exception cref="SuiteImportException">The suite cannot be read, or it holds an expectation that is not supported.</exception>
    public static GreatExpectationsSuite Parse(Stream stream, IReadOnlyDictionary<string, JsonNode?>? parameters = null, TimeProvider? time = null)
    {
        using StreamReader reader = new(stream, leaveOpen: true);
        return Parse(reader.ReadToEnd(), parameters, time);
    }

    /// <summary>Adds the rules of the suite. An expectation whose rule is there already shares it.</summary>
    /// <param name="builder">Receives the rules.</param>
    /// <param name="schema">The columns with their types, or <see langword="null"/> where they are not known: then the kind of a column follows from the arguments.</param>
    /// <returns>For each expectation its rule, in the order of the suite.</returns>
    /// <exception cref="SuiteImportException">An argument is missing, unknown, of a wrong type or contradicts another.</exception>
    public IReadOnlyList<GreatExpectationRule> AddTo(ValidationBuilder builder, Schema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return [.. Expectations.Select(expectation => RuleMaker.Add(builder, expectation, schema))];
    }
}
