using System.Text.Json.Nodes;

namespace DataIngestion.Conformance.GreatExpectations;

/// <summary>Why a case is not run. This list is the only one.</summary>
internal static class GxExclusions
{
    // Names of Python's and numpy's classes that stand for no type of values here: "object" is any of them.
    private static readonly HashSet<string> PandasTypes = new(StringComparer.Ordinal)
    {
        "object", "object_", "O", "Timestamp", "datetime64", "DatetimeTZDtype", "DatetimeTZDtypeType", "category", "void", "complex",
    };

    private static readonly string[] Engines = ["pandas", "sqlalchemy", "spark"];

    public static string? ReasonFor(GxCase each)
    {
        if (each.Test["suppress_test_for"] is JsonArray engines && Engines.All(engine => engines.Any(name => name?.ToString() == engine)))
        {
            return "suppressed for every engine: it tests that Great Expectations' own runner leaves it out";
        }

        if (each.IsLike)
        {
            return null;
        }

        return each switch
        {
            { IsForPandas: false } => "an engine other than pandas",
            _ when Types(each).Any(PandasTypes.Contains) => "a type name of pandas or numpy that names no type of Arrow values",
            _ => null,
        };
    }

    private static IEnumerable<string> Types(GxCase each) =>
        each.Kwargs["type_list"] is JsonArray many ? many.Select(type => type?.ToString() ?? "") : each.Kwargs["type_"] is { } one ? [one.ToString()] : [];
}
