using System.Globalization;

namespace DataIngestion.Suites;

/// <summary>Patterns and lengths of text.</summary>
internal static class TextRules
{
    // Fewer values of a shape could point to single people.
    private const long FewestOfConcealedShape = 5;
    private const int MostJoinedShapes = 2;

    public static SuggestedCheck? Propose(SuggestedColumn column, SuggestionOptions options) =>
        column.Facts is TextFacts text && text.Values >= options.MinimumValues ? Pattern(column, text) ?? Length(column, text, options) : null;

    private static SuggestedCheck? Pattern(SuggestedColumn column, TextFacts text)
    {
        IReadOnlyList<TextShape>? shapes = Telling(column, text.Shapes.Shapes, ShapeCounts.MaximumShapes) ?? Telling(column, text.JoinedShapes.Shapes, MostJoinedShapes);
        if (shapes is null)
        {
            return null;
        }

        string[] patterns = [.. shapes.Select(shape => shape.ToPattern()).Distinct(StringComparer.Ordinal)];
        string pattern = patterns.Length == 1 ? $@"^{patterns[0]}\z" : $@"^(?:{string.Join('|', patterns)})\z";
        string reason = $"all {SuggestedColumn.Number(text.Values)} values have {(shapes.Count == 1 ? "one shape" : $"one of {shapes.Count} shapes")} of digits, letters and punctuation" + Concealed(column);
        return SuggestedCheck.Of(
            "matches", column.Name, reason, [("pattern", YamlText.Of(pattern))], $"Matches({CodeText.Of(column.Name)}, {CodeText.Of(pattern)})");
    }

    // A shape that was seen once announces others.
    private static IReadOnlyList<TextShape>? Telling(SuggestedColumn column, IReadOnlyList<TextShape>? shapes, int most) =>
        shapes is { Count: > 0 } && shapes.Count <= most && shapes.All(shape => shape.IsTelling && shape.Count >= (column.IsConcealed ? FewestOfConcealedShape : 2)) ? shapes : null;

    private static SuggestedCheck? Length(SuggestedColumn column, TextFacts text, SuggestionOptions options)
    {
        decimal margin = (decimal)options.Margin * (text.Longest > text.Shortest ? text.Longest - text.Shortest : 0);
        int shortest = (int)Math.Max(Math.Min(text.Shortest, 1), decimal.Floor(text.Shortest - margin));
        int longest = (int)Math.Min(int.MaxValue, decimal.Ceiling(text.Longest + margin));
        string reason = $"lengths from {SuggestedColumn.Number(text.Shortest)} to {SuggestedColumn.Number(text.Longest)} characters"
            + (margin == 0 ? "" : $"; {SuggestedColumn.Share(options.Margin)} of the width added on both sides and rounded outward{(text.Shortest > 0 ? ", but no empty text" : "")}")
            + Concealed(column);
        return SuggestedCheck.Of(
            "length", column.Name, reason,
            [("min", shortest.ToString(CultureInfo.InvariantCulture)), ("max", longest.ToString(CultureInfo.InvariantCulture))],
            $"Length({CodeText.Of(column.Name)}, {CodeText.Of(shortest)}, {CodeText.Of(longest)})");
    }

    private static string Concealed(SuggestedColumn column) => column.Concealed is { } reason ? $"; no values, because {reason}" : "";
}
