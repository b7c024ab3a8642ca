using System.Globalization;
using System.Text.Json;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks of a figure against what it was in earlier runs of the same pipeline that published rows.</summary>
/// <remarks>
/// Figures are kept with each run, so a figure has a past only from the first run on whose rules ask for it. Too little past is no failure: the check
/// passes and says so. A figure about a masked column is not kept, and such a check is refused.
/// </remarks>
public static class HistoryExtensions
{
    /// <summary>Requires a figure to be near what it was in the last run that has it: <c>|now − before| ≤ share · |before|</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="share">The greatest relative change, such as 0.2 for a fifth up or down; 0 or more.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is negative or not a number.</exception>
    public static ValidationBuilder ChangeAtMost(this ValidationBuilder builder, Figure figure, double share)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (!(share >= 0) || double.IsInfinity(share))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The change is a share of the earlier figure: 0 or more.");
        }

        string bound = share.ToString("R", CultureInfo.InvariantCulture);
        return Add(builder, $"change_at_most({figure}, {bound})", figure, $"{figure} to change by at most {share.ToString("0.##%", CultureInfo.InvariantCulture)}", 1, past => past.Count == 0
            ? new PastBounds(null, null, "no earlier run has it, so there is nothing to compare with")
            : Around(past[^1], share * Math.Abs(past[^1]), string.Create(CultureInfo.InvariantCulture, $"it was {past[^1]}")));
    }

    /// <summary>Requires a figure to be within so many standard deviations of the mean of the last runs: <c>mean ± k·s</c>, with the standard deviation of the sample (n − 1).</summary>
    /// <remarks>A figure that was the same in all of them has no deviation, and any change fails.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="figure">The figure.</param>
    /// <param name="deviations">How many standard deviations; more than 0.</param>
    /// <param name="runs">How many earlier runs are looked at, 2 or more.</param>
    /// <param name="minimumRuns">How many of them have to have the figure, from 2 to <paramref name="runs"/>; with fewer the check passes and says so.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static ValidationBuilder WithinDeviations(this ValidationBuilder builder, Figure figure, double deviations, int runs = 10, int minimumRuns = 3)
    {
        ArgumentNullException.ThrowIfNull(figure);
        if (!(deviations > 0) || double.IsInfinity(deviations))
        {
            throw new ArgumentOutOfRangeException(nameof(deviations), deviations, "The number of standard deviations is more than 0.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumRuns, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimumRuns, runs);
        string k = deviations.ToString("R", CultureInfo.InvariantCulture);
        return Add(
            builder,
            string.Create(CultureInfo.InvariantCulture, $"within_deviations({figure}, {k}, {runs}, {minimumRuns})"),
            figure,
            string.Create(CultureInfo.InvariantCulture, $"{figure} within {k} standard deviations of the last {runs} runs"),
            runs,
            past => past.Count < minimumRuns
                ? new PastBounds(null, null, string.Create(CultureInfo.InvariantCulture, $"{past.Count} earlier runs have it and {minimumRuns} are needed, so nothing is compared"))
                : Around(past, deviations));
    }

    private static PastBounds Around(IReadOnlyList<double> past, double deviations)
    {
        double mean = past.Average();
        double deviation = Math.Sqrt(past.Sum(figure => (figure - mean) * (figure - mean)) / (past.Count - 1));
        return Around(mean, deviations * deviation, string.Create(CultureInfo.InvariantCulture, $"in {past.Count} runs it was {mean} on average with a standard deviation of {deviation}"));
    }

    private static PastBounds Around(double centre, double distance, string words) => new(centre - distance, centre + distance, words);

    private static ValidationBuilder Add(
        ValidationBuilder builder, string name, Figure figure, string expectation, int runs, Func<IReadOnlyList<double>, PastBounds> judge)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new FigureValidator(
            name,
            figure.Columns,
            expectation,
            context =>
            {
                Func<FigureValue?> read = figure.Begin(context);
                return () => Judge(read(), judge([.. PastOf(context, figure.Name, runs)]));
            },
            runs));
    }

    // A run of another set of rules may lack the figure; the last ones that have it count, as far as the context reaches back.
    private static IEnumerable<double> PastOf(ValidationContext context, string figure, int runs) =>
        context.Past.Where(run => run.Figures.ContainsKey(figure)).Select(run => run.Figures[figure]).TakeLast(runs);

    private static FigureVerdict Judge(FigureValue? figure, PastBounds bounds)
    {
        if (figure is not { } found || !double.IsFinite(found.Value))
        {
            return new(false, "there is none, because there is no value or one that is not finite", null);
        }

        bool passed = bounds.Contains(found.Lowest) && bounds.Contains(found.Highest);
        string now = found.Lowest == found.Highest
            ? string.Create(CultureInfo.InvariantCulture, $"it is {found.Value}")
            : string.Create(CultureInfo.InvariantCulture, $"it is about {found.Value}, guaranteed to be from {found.Lowest} to {found.Highest}");
        return new(passed, $"{now}; {bounds.Words}", JsonSerializer.SerializeToElement(found.Value));
    }

    private sealed record PastBounds(double? Minimum, double? Maximum, string Words)
    {
        public bool Contains(double figure) => (Minimum is not { } low || figure >= low) && (Maximum is not { } high || figure <= high);
    }
}
