using System.Text;

namespace DataIngestion.Reports;

/// <summary>Two histograms over the same bins, one upon the other: the reference as an area, the delivery as a line.</summary>
internal static class HistogramChart
{
    private const double Width = 360, Height = 140;

    public static void Write(HtmlWriter html, string name, NumericShape shape, ColumnShape column)
    {
        QuantilePair? median = shape.Quantiles.FirstOrDefault(pair => pair.Share == 0.5);
        string label = $"Distribution of {HtmlText.Shorten(name, 100)} from {Figures.Number(shape.Edges[0])} to {Figures.Number(shape.Edges[^1])}"
            + (median is null ? "" : $"; median {Figures.Number(median.Reference)} in the reference, {Figures.Number(median.Current)} now");
        html.Open("figure").Open("figcaption").Text("Distribution");
        WriteLegend(html);
        html.Close().Open("svg", ("class", "chart"), ("viewBox", $"0 0 {Width} {Height}"), ("preserveAspectRatio", "none"), ("role", "img"), ("aria-label", label));
        WritePaths(html, [.. shape.ReferenceShares], [.. shape.CurrentShares], Width, Height);
        html.Close().Open("div", ("class", "axis"), ("aria-hidden", "true"));
        bool low = Least(column.Reference.Minimum, column.Current.Minimum) < shape.Edges[0];
        bool high = -Least(-column.Reference.Maximum, -column.Current.Maximum) > shape.Edges[^1];
        html.Element("span", (low ? "≤ " : "") + Figures.Number(shape.Edges[0]))
            .Element("span", Figures.Number(shape.Edges[shape.Edges.Count / 2]))
            .Element("span", (high ? "≥ " : "") + Figures.Number(shape.Edges[^1])).Close();
        double most = shape.ReferenceShares.Concat(shape.CurrentShares).Max();
        html.Element("p", $"The highest bin holds {Figures.Share(most)}.{(low || high ? " The outermost bins hold what lies beyond, too." : "")}", ("class", "remark")).Close().Line();
    }

    public static void WriteLegend(HtmlWriter html) => html
        .Open("span", ("class", "legend")).Element("span", "Reference", ("class", "of-reference")).Text(" ").Element("span", "Current", ("class", "of-current")).Close();

    /// <summary>Draws both, as high as the highest bin of either.</summary>
    public static void WritePaths(HtmlWriter html, double[] reference, double[] current, double width, double height)
    {
        double most = reference.Concat(current).Max();
        double scale = most > 0 ? (height - 2) / most : 0;
        html.Open("path", ("class", "reference"), ("d", Steps(reference, width, height, scale) + "Z")).Close()
            .Open("path", ("class", "current"), ("d", Steps(current, width, height, scale))).Close();
    }

    private static string Steps(double[] shares, double width, double height, double scale)
    {
        StringBuilder path = new($"M0 {Figures.Coordinate(height)}");
        for (int bin = 0; bin < shares.Length; bin++)
        {
            path.Append('V').Append(Figures.Coordinate(height - (shares[bin] * scale)))
                .Append('H').Append(Figures.Coordinate(width * (bin + 1) / shares.Length));
        }

        return path.Append('V').Append(Figures.Coordinate(height)).ToString();
    }

    private static double Least(double? first, double? second) => Math.Min(first ?? double.PositiveInfinity, second ?? double.PositiveInfinity);
}
