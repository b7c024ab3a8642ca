using System.Text.Json.Nodes;

namespace DataIngestion;

/// <summary>One expectation of a suite. Immutable by convention: do not change its JSON.</summary>
/// <param name="Type">Its type, such as <c>expect_column_values_to_be_between</c>.</param>
/// <param name="Arguments">Its <c>kwargs</c> with parameters put in.</param>
/// <param name="Severity">How much a failure matters.</param>
/// <param name="Configuration">The expectation as the suite holds it.</param>
/// <param name="Place">Where the suite holds it, such as <c>expectations[3]</c>.</param>
public sealed record GreatExpectation(string Type, JsonObject Arguments, Severity Severity, JsonObject Configuration, string Place);

/// <summary>The rule that one expectation became. Immutable.</summary>
/// <param name="Expectation">The expectation.</param>
/// <param name="Rule">The name of the rule in reports; several expectations may share it.</param>
/// <param name="Validator">The rule's check.</param>
public sealed record GreatExpectationRule(GreatExpectation Expectation, string Rule, IValidator Validator);
