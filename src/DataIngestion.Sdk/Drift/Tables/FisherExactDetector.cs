using System.Globalization;

namespace DataIngestion.Drift;

internal sealed class FisherExactDetector(DriftTestOptions options) : TableDetector(options)
{
    public override string Name => "fisher_exact";

    public override bool AppliesTo(ColumnProfile profile) => profile.Categorical is { Other: 0, Counts.Count: <= 2 };

    protected override DriftStatistic Compare(BinnedCounts counts)
    {
        if (counts.Bins.Count != 2)
        {
            string note = string.Create(CultureInfo.InvariantCulture, $"The test compares two categories; both sides together have {counts.Bins.Count}.");
            return Statistic(counts, 0, null, 0, note);
        }

        (DriftBin first, DriftBin second) = (counts.Bins[0], counts.Bins[1]);
        double effect = HomogeneityTest.CramersV(HomogeneityTest.Statistic(counts.ToTable(), continuityCorrection: false), counts.ToTable());
        double odds = (double)first.Reference * second.Current;
        double against = (double)second.Reference * first.Current;
        string? infinite = against == 0 && odds > 0 ? "The odds ratio is infinite." : null;
        double ratio = against > 0 ? odds / against : odds > 0 ? double.MaxValue : 0;
        return Statistic(counts, ratio, PValue(first, counts), effect, infinite);
    }

    // The hypergeometric probabilities of all tables with these margins, by their ratios from the observed one on; those no likelier than it count.
    private static double PValue(DriftBin first, BinnedCounts counts)
    {
        long column = first.Reference + first.Current;
        long all = counts.ReferenceTotal + counts.CurrentTotal;
        long least = Math.Max(0, column + counts.ReferenceTotal - all);
        long most = Math.Min(column, counts.ReferenceTotal);
        double extreme = 1;
        double total = 1;
        double likely = 1;
        for (long a = first.Reference; a < most; a++)
        {
            likely *= (double)(column - a) * (counts.ReferenceTotal - a) / ((double)(a + 1) * (all - column - counts.ReferenceTotal + a + 1));
            Add(likely);
        }

        likely = 1;
        for (long a = first.Reference; a > least; a--)
        {
            likely *= (double)a * (all - column - counts.ReferenceTotal + a) / ((double)(column - a + 1) * (counts.ReferenceTotal - a + 1));
            Add(likely);
        }

        return double.IsInfinity(total) ? 0 : Math.Min(1, extreme / total);

        void Add(double probability)
        {
            total += probability;

            // Equal probabilities differ in their last digits.
            extreme += probability <= 1 + 1e-7 ? probability : 0;
        }
    }
}
