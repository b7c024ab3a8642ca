using System.Globalization;

namespace DataIngestion.Drift;

internal sealed class ChiSquareDetector(ChiSquareOptions options) : IDriftDetector
{
    private const double SmallestExpected = 5;

    public string Name => "chi_square";

    public override string ToString() => $"{Name} {options}";

    public bool AppliesTo(ColumnProfile profile) => profile.Categorical is not null;

    public DriftAnswer Detect(ColumnProfile reference, ColumnProfile current)
    {
        if (CategoryTable.Of(reference.Categorical!, current.Categorical!) is not { } table)
        {
            return DriftAnswer.NeedsExact;
        }

        if (EmptySide.Note(table.ReferenceTotal, table.CurrentTotal) is { } empty)
        {
            return Answer(table, 0, null, 0, empty);
        }

        double statistic = HomogeneityTest.Statistic(table, options.ContinuityCorrection);
        double p = ChiSquareDistribution.Survival(statistic, table.Bins.Count - 1);
        double plain = options.ContinuityCorrection ? HomogeneityTest.Statistic(table, false) : statistic;
        return Answer(table, statistic, p, HomogeneityTest.CramersV(plain, table), Join(table.Note, SmallExpectations(table)));
    }

    private static string? SmallExpectations(CategoryTable table)
    {
        double share = Math.Min(table.ReferenceTotal, table.CurrentTotal) / (double)(table.ReferenceTotal + table.CurrentTotal);
        int small = table.Bins.Count(bin => (bin.Reference + bin.Current) * share < SmallestExpected);
        return small == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{small} of {table.Bins.Count} categories have an expected count below 5; the p-value is approximate.");
    }

    private static string? Join(params ReadOnlySpan<string?> notes)
    {
        List<string> said = [];
        foreach (string? note in notes)
        {
            if (note is not null)
            {
                said.Add(note);
            }
        }

        return said.Count == 0 ? null : string.Join(' ', said);
    }

    private DriftAnswer Answer(CategoryTable table, double statistic, double? p, double effect, string? note) =>
        DriftAnswer.Of(new(
            statistic, p, options.Significance, effect, options.MinimumEffect, table.ReferenceTotal, table.CurrentTotal, table.ReportedBins(), note));
}
