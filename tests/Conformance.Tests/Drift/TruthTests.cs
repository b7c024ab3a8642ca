using System.Globalization;
using System.Text.Json;

namespace DataIngestion.Conformance.Drift;

/// <summary>The truth files of claims, motor, bike, adult and SEA (scipy 1.10.1), by the recipe that each states: every column of every split, and the prior.</summary>
/// <remarks>
/// Not compared, because the SDK has no such measure: the one-sample chi-square, the limiting and Stephens's p-values. The counts of concept are compared in
/// the tests of concept drift. The recipe makes missing text a category of its own, so it is filled in before the profile is made.
/// </remarks>
public sealed class TruthTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [MemberData(nameof(TruthSets.Cases), MemberType = typeof(TruthSets))]
    [Trait("conformance", "truth")]
    public void Column_OfTheSplit_EqualsTheTruth(string set, string split, string column)
    {
        (TruthSet known, TextTable table, JsonElement truth) = TruthSets.Split(set, split);
        List<string[]> reference = [];
        List<string[]> current = [];
        for (int row = 0; row < table.Rows.Count; row++)
        {
            (known.Side(split, table, row) switch { true => reference, false => current, null => null })?.Add(table.Rows[row]);
        }

        reference.Count.ShouldBe(truth.GetProperty("n_ref").GetInt32());
        current.Count.ShouldBe(truth.GetProperty("n_cur").GetInt32());
        if (column == TruthSets.Prior)
        {
            ComparePrior(truth.GetProperty("prior"), table, reference, current);
            return;
        }

        int index = table.Index(column.Replace("_cat", "", StringComparison.Ordinal));
        CompareColumn(column, truth.GetProperty("columns").GetProperty(column), reference.Select(row => row[index]), current.Select(row => row[index]));
    }

    private static void CompareColumn(string name, JsonElement truth, IEnumerable<string> reference, IEnumerable<string> current)
    {
        if (truth.GetProperty("kind").GetString() == "numeric")
        {
            CompareNumbers(name, truth, Numbers(reference), Numbers(current));
        }
        else
        {
            CompareCategories(name, truth, Categories(reference), Categories(current));
        }
    }

    private static void CompareNumbers(string name, JsonElement value, ColumnProfile reference, ColumnProfile current)
    {
        CompareFigures(name, value, reference.Numeric!, "ref");
        CompareFigures(name, value, current.Numeric!, "cur");

        JsonElement ks = value.GetProperty("ks");
        DriftStatistic auto = DriftSamples.KolmogorovSmirnov(reference, current);
        DriftSamples.ShouldBeStatistic(auto.Statistic, ks.GetProperty("statistic").GetDouble(), name, Tolerance);
        DriftSamples.ShouldBeP(auto.PValue, ks.GetProperty("p_auto").GetDouble(), name + " auto");
        DriftStatistic asymptotic = DriftSamples.KolmogorovSmirnov(reference, current, KolmogorovSmirnovMethod.Asymptotic);
        DriftSamples.ShouldBeP(asymptotic.PValue, ks.GetProperty("p_asymp").GetDouble(), name + " asymptotic");

        DriftStatistic psi = DriftSamples.Psi(reference, current);
        psi.Bins.Select(bin => bin.Reference).ShouldBe(value.GetProperty("bins_ref").EnumerateArray().Select(bin => bin.GetInt64()), name);
        psi.Bins.Select(bin => bin.Current).ShouldBe(value.GetProperty("bins_cur").EnumerateArray().Select(bin => bin.GetInt64()), name);
        DriftSamples.ShouldBeStatistic(psi.Statistic, value.GetProperty("psi").GetDouble(), name + " PSI", Tolerance);
        DriftSamples.ShouldBeStatistic(
            DriftSamples.Psi(reference, current, BinEdge.RightClosed).Statistic, value.GetProperty("psi_right_closed").GetDouble(), name + " PSI (a, b]", Tolerance);
        DriftSamples.ShouldBeStatistic(
            DriftSamples.Detect(d => d.Wasserstein(), reference, current).Statistic, value.GetProperty("wasserstein").GetDouble(), name + " Wasserstein", Tolerance);
        DriftSamples.ShouldBeStatistic(
            DriftSamples.Detect(d => d.JensenShannon(), reference, current).Statistic, value.GetProperty("js").GetDouble(), name + " Jensen–Shannon", Tolerance);
    }

    private static void CompareFigures(string name, JsonElement value, NumericProfile side, string which)
    {
        side.Count.ShouldBe(value.GetProperty($"n_{which}").GetInt64(), $"{name} count {which}");
        DriftSamples.ShouldBeStatistic(side.Mean, value.GetProperty($"mean_{which}").GetDouble(), $"{name} mean {which}", Tolerance);
        DriftSamples.ShouldBeStatistic(
            Math.Sqrt(side.SumOfSquaredDeviations / (side.Count - 1)), value.GetProperty($"std_{which}").GetDouble(), $"{name} standard deviation {which}", Tolerance);
        side.Minimum.ShouldBe(value.GetProperty($"min_{which}").GetDouble(), name);
        side.Maximum.ShouldBe(value.GetProperty($"max_{which}").GetDouble(), name);
    }

    private static void CompareCategories(string name, JsonElement truth, ColumnProfile reference, ColumnProfile current)
    {
        DriftStatistic index = DriftSamples.Psi(reference, current);
        index.Bins.Count.ShouldBe(truth.GetProperty("k").GetInt32(), name);
        foreach (DriftBin bin in index.Bins)
        {
            JsonElement counts = truth.GetProperty("counts").GetProperty(bin.Label);
            (bin.Reference, bin.Current).ShouldBe((counts[0].GetInt64(), counts[1].GetInt64()), $"{name} {bin.Label}");
        }

        // A single category has no chi-square.
        if (truth.TryGetProperty("chi2", out JsonElement chiSquare))
        {
            ShouldEqual(DriftSamples.ChiSquare(reference, current), chiSquare, name);
        }

        if (truth.TryGetProperty("chi2_yates", out JsonElement yates))
        {
            ShouldEqual(DriftSamples.ChiSquare(reference, current, yates: true), yates, name + " Yates");
        }

        DriftSamples.ShouldBeStatistic(index.Statistic, truth.GetProperty("psi").GetDouble(), name + " PSI", Tolerance);
        DriftSamples.ShouldBeStatistic(
            DriftSamples.Detect(d => d.JensenShannon(), reference, current).Statistic, truth.GetProperty("js").GetDouble(), name + " Jensen–Shannon", Tolerance);
    }

    private static void ComparePrior(JsonElement truth, TextTable table, List<string[]> reference, List<string[]> current)
    {
        string target = truth.GetProperty("target").GetString()!;
        if (!truth.TryGetProperty("positive", out JsonElement labels))
        {
            int column = table.Index(target);
            CompareColumn("prior", truth, reference.Select(row => row[column]), current.Select(row => row[column]));
            return;
        }

        // Motor's target is no column: whether there was any claim.
        bool claims = target == "ClaimInd";
        int at = table.Index(claims ? "ClaimNb" : target);
        string[] positive = [.. labels.EnumerateArray().Select(label => label.GetString()!)];
        ComparePrior(truth, reference.Select(IsPositive), current.Select(IsPositive));

        bool IsPositive(string[] row) => claims ? row[at] != "0" : positive.Contains(row[at]);
    }

    private static void ComparePrior(JsonElement truth, IEnumerable<bool> reference, IEnumerable<bool> current)
    {
        ColumnProfile first = DriftSamples.Categories(reference.Select(positive => positive ? "1" : "0"));
        ColumnProfile second = DriftSamples.Categories(current.Select(positive => positive ? "1" : "0"));
        first.Categorical!.Counts["1"].ShouldBe(truth.GetProperty("pos_ref").GetInt64());
        second.Categorical!.Counts["1"].ShouldBe(truth.GetProperty("pos_cur").GetInt64());
        double difference = (second.Categorical.Counts["1"] / (double)second.Rows) - (first.Categorical.Counts["1"] / (double)first.Rows);
        DriftSamples.ShouldBeStatistic(difference, truth.GetProperty("diff").GetDouble(), "prior difference", Tolerance);
        ShouldEqual(DriftSamples.ChiSquare(first, second), truth.GetProperty("chi2"), "prior");
        DriftSamples.ShouldBeStatistic(DriftSamples.Psi(first, second).Statistic, truth.GetProperty("psi").GetDouble(), "prior PSI", Tolerance);
    }

    private static void ShouldEqual(DriftStatistic actual, JsonElement expected, string name)
    {
        DriftSamples.ShouldBeStatistic(actual.Statistic, expected.GetProperty("statistic").GetDouble(), name, Tolerance);
        DriftSamples.ShouldBeP(actual.PValue, expected.GetProperty("p").GetDouble(), name);
    }

    private static ColumnProfile Numbers(IEnumerable<string> texts) =>
        DriftSamples.Numbers(texts.Where(text => text.Length > 0).Select(text => double.Parse(text, CultureInfo.InvariantCulture)));

    private static ColumnProfile Categories(IEnumerable<string> texts) => DriftSamples.Categories(texts.Select(text => text.Length == 0 ? "<missing>" : text));
}
