using System.Text;

namespace DataIngestion.Reports;

/// <summary>How far each quantile moved: a level line is a shift, a slope a change of spread.</summary>
internal static class QuantileChart
{
    private const double Width = 360, Height = 140, Margin = 6;

    public static void Write(HtmlWriter html, string name, IReadOnlyList<QuantilePair> quantiles)
    {
        double[] moves = [.. quantiles.Select(pair => pair.Current - pair.Reference)];
        if (moves.Length < 2 || !moves.All(double.IsFinite))
        {
            return;
        }

        (double lowest, double highest) = (Math.Min(0, moves.Min()), Math.Max(0, moves.Max()));
        double range = highest - lowest;
        double span = range > 0 && double.IsFinite(range) ? range : 1;
        double Y(double move) => range > 0 ? Margin + ((highest - move) / span * (Height - (2 * Margin))) : Height / 2;

        StringBuilder path = new();
        for (int at = 0; at < moves.Length; at++)
        {
            path.Append(at == 0 ? 'M' : 'L').Append(Figures.Coordinate(quantiles[at].Share * Width)).Append(' ').Append(Figures.Coordinate(Y(moves[at])));
        }

        string text = range == 0
            ? "No quantile moved."
            : $"Quantiles moved by {Figures.Change(moves.Min())} to {Figures.Change(moves.Max())}, the median by {Figures.Change(moves[moves.Length / 2])}.";
        html.Open("figure").Element("figcaption", "Quantile shift, current − reference")
            .Open("svg", ("class", "chart"), ("viewBox", $"0 0 {Width} {Height}"), ("preserveAspectRatio", "none"), ("role", "img"), ("aria-label", $"Quantile shift of {HtmlText.Shorten(name, 100)}: {text}"))
            .Open("path", ("class", "zero"), ("d", $"M0 {Figures.Coordinate(Y(0))}H{Width}")).Close()
            .Open("path", ("class", "current"), ("d", path.ToString())).Close().Close()
            .Open("div", ("class", "axis"), ("aria-hidden", "true")).Element("span", "0%").Element("span", "median").Element("span", "100%").Close()
            .Element("p", text, ("class", "remark")).Close().Line();
    }
}
