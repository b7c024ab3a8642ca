using System.Text;

namespace DataIngestion.Reports;

/// <summary>Small drawings that stand in a line of text.</summary>
internal static class Sparkline
{
    private const double Width = 120, Height = 24, Margin = 3;
    private const int Points = 100;

    /// <summary>Draws a line over the last hundred values; the axis starts at 0 and a missing value leaves a gap.</summary>
    /// <param name="html">The page.</param>
    /// <param name="values">The values, oldest first.</param>
    /// <param name="label">What a reader who does not see the drawing is told.</param>
    public static void Write(HtmlWriter html, IReadOnlyList<double?> values, string label)
    {
        int first = Math.Max(0, values.Count - Points);
        double highest = values.Skip(first).Max() is { } maximum and > 0 ? maximum : 1;
        double step = (Width - (2 * Margin)) / Math.Max(1, values.Count - first - 1);
        string X(int index) => Figures.Coordinate(Margin + ((index - first) * step));
        string Y(double value) => Figures.Coordinate(Height - Margin - (value / highest * (Height - (2 * Margin))));

        StringBuilder path = new();
        for (int index = first; index < values.Count; index++)
        {
            if (values[index] is { } value)
            {
                bool starts = index == first || values[index - 1] is null;
                path.Append(starts ? 'M' : 'L').Append(X(index)).Append(' ').Append(Y(value));
            }
        }

        html.Open("svg", ("class", "spark"), ("viewBox", $"0 0 {Width} {Height}"), ("role", "img"), ("aria-label", label))
            .Open("path", ("d", path.ToString())).Close();
        for (int index = first; index < values.Count; index++)
        {
            // A value between two gaps has no line, and the last one is what the page is about.
            bool alone = (index == first || values[index - 1] is null) && (index == values.Count - 1 || values[index + 1] is null);
            if (values[index] is { } value && (alone || index == values.Count - 1))
            {
                html.Open("circle", ("cx", X(index)), ("cy", Y(value)), ("r", "2.5")).Close();
            }
        }

        html.Close();
    }

    /// <summary>Draws a share as a bar; the text beside it says the number.</summary>
    public static void WriteBar(HtmlWriter html, double share) => html
        .Open("svg", ("class", "bar"), ("viewBox", "0 0 100 8"), ("preserveAspectRatio", "none"), ("aria-hidden", "true"))
        // A share above 0 has to be seen.
        .Open("rect", ("width", Figures.Coordinate(share > 0 ? Math.Max(1, 100 * share) : 0)), ("height", "8")).Close()
        .Close();
}
