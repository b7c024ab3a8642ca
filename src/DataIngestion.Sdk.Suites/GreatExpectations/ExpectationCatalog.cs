namespace DataIngestion.GreatExpectations;

/// <summary>Which expectations are supported and what they become.</summary>
internal static class ExpectationCatalog
{
    private static readonly Dictionary<string, Action<ValidationBuilder, Arguments>> Makers =
        new[] { RowExpectations.All, SeveralColumnExpectations.All, TableExpectations.All, FigureExpectations.All }.SelectMany(group => group).ToDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Types { get; } = [.. Makers.Keys.Order(StringComparer.Ordinal)];

    public static bool Knows(string type) => Makers.ContainsKey(type);

    public static void Add(ValidationBuilder builder, string type, Arguments arguments) => Makers[type](builder, arguments);
}
