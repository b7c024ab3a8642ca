using System.Globalization;
using System.Text.Json;

namespace DataIngestion.Conformance.Drift;

/// <summary>The claims and motor truth files (scipy 1.10.1), by the recipe that each states.</summary>
/// <remarks>
/// Not compared, because the SDK has no such measure: the one-sample chi-square, the limiting and Stephens's p-values, concept. The recipe makes missing text a category of its own, so it is filled in before the profile is made.
/// </remarks>
public sealed class TruthTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData("jan_vs_febmar")]
    [InlineData("halves")]
    [InlineData("severity")]
    public void Claims_EverySplit_EqualsTheTruth(string split)
    {
        string folder = SharedData.Folder("CLAIMS_DATA", "claims");
        TextTable table = TextTable.Read(Path.Combine(folder, "insurance_claims.csv"));
        table.Rows.Count.ShouldBe(1000);
        int date = table.Index("incident_date");
        int severity = table.Index("incident_severity");
        Func<int, bool?> side = split switch
        {
            "jan_vs_febmar" => row => table.Rows[row][date].StartsWith("1/", StringComparison.Ordinal),
            "halves" => row => row < 500,
            _ => row => table.Rows[row][severity] != "Major Damage",
        };
        Compare(Path.Combine(folder, "truth_insurance_claims.json"), split, table, side, row => row[table.Index("fraud_reported")] == "Y");
    }

    [Theory]
    [InlineData("halves")]
    [InlineData("parity")]
    [InlineData("first10k_vs_last10k")]
    public void Motor_EverySplit_EqualsTheTruth(string split)
    {
        string folder = SharedData.Folder("MOTOR_DATA", "motor");
        TextTable table = TextTable.Read(Path.Combine(folder, "freMTPL2freq.csv"));
        table.Rows.Count.ShouldBe(678_013);
        Func<int, bool?> side = split switch
        {
            "halves" => row => row < 339_006,
            "parity" => row => row % 2 == 0,
            _ => row => row < 10_000 ? true : row >= table.Rows.Count - 10_000 ? false : null,
        };
        Compare(Path.Combine(folder, "truth_freMTPL2.json"), split, table, side, row => row[table.Index("ClaimNb")] != "0");
    }

    private static void Compare(string truthFile, string split, TextTable table, Func<int, bool?> side, Func<string[], bool> isPositive)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(truthFile));
        JsonElement truth = document.RootElement.GetProperty("splits").GetProperty(split);
        ILookup<bool?, string[]> rows = Enumerable.Range(0, table.Rows.Count).ToLookup(side, row => table.Rows[row]);
        rows[true].Count().ShouldBe(truth.GetProperty("n_ref").GetInt32());
        rows[false].Count().ShouldBe(truth.GetProperty("n_cur").GetInt32());
        foreach (JsonProperty column in truth.GetProperty("columns").EnumerateObject())
        {
            int index = table.Index(column.Name.Replace("_cat", "", StringComparison.Ordinal));
            CompareColumn(column, rows[true].Select(row => row[index]), rows[false].Select(row => row[index]));
        }

        ComparePrior(truth.GetProperty("prior"), rows[true].Select(isPositive), rows[false].Select(isPositive));
    }

    private static void CompareColumn(JsonProperty truth, IEnumerable<string> reference, IEnumerable<string> current)
    {
        if (truth.Value.GetProperty("kind").GetString() == "numeric")
        {
            CompareNumbers(truth, Numbers(reference), Numbers(current));
        }
        else
        {
            CompareCategories(truth, Categories(reference), Categories(current));
        }
    }

    private static void CompareNumbers(JsonProperty truth, ColumnProfile reference, ColumnProfile current)
    {
        string name = truth.Name;
        JsonElement value = truth.Value;
        NumericProfile first = reference.Numeric!;
        DriftSamples.ShouldBeStatistic(first.Mean, value.GetProperty("mean_ref").GetDouble(), name + " mean", Tolerance);
        DriftSamples.ShouldBeStatistic(
            Math.Sqrt(first.SumOfSquaredDeviations / (first.Count - 1)), value.GetProperty("std_ref").GetDouble(), name + " standard deviation", Tolerance);
        first.Minimum.ShouldBe(value.GetProperty("min_ref").GetDouble(), name);
        first.Maximum.ShouldBe(value.GetProperty("max_ref").GetDouble(), name);

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

    private static void CompareCategories(JsonProperty truth, ColumnProfile reference, ColumnProfile current)
    {
        string name = truth.Name;
        DriftStatistic chiSquare = DriftSamples.ChiSquare(reference, current);
        ShouldEqual(chiSquare, truth.Value.GetProperty("chi2"), name);
        chiSquare.Bins.Count.ShouldBe(truth.Value.GetProperty("k").GetInt32(), name);
        foreach (DriftBin bin in chiSquare.Bins)
        {
            JsonElement counts = truth.Value.GetProperty("counts").GetProperty(bin.Label);
            (bin.Reference, bin.Current).ShouldBe((counts[0].GetInt64(), counts[1].GetInt64()), $"{name} {bin.Label}");
        }

        if (truth.Value.TryGetProperty("chi2_yates", out JsonElement yates))
        {
            ShouldEqual(DriftSamples.ChiSquare(reference, current, yates: true), yates, name + " Yates");
        }

        DriftSamples.ShouldBeStatistic(DriftSamples.Psi(reference, current).Statistic, truth.Value.GetProperty("psi").GetDouble(), name + " PSI", Tolerance);
    }

    private static void ComparePrior(JsonElement truth, IEnumerable<bool> reference, IEnumerable<bool> current)
    {
        ColumnProfile first = DriftSamples.Categories(reference.Select(positive => positive ? "1" : "0"));
        ColumnProfile second = DriftSamples.Categories(current.Select(positive => positive ? "1" : "0"));
        first.Categorical!.Counts["1"].ShouldBe(truth.GetProperty("pos_ref").GetInt64());
        second.Categorical!.Counts["1"].ShouldBe(truth.GetProperty("pos_cur").GetInt64());
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

    // Neither file has quotes, which Read checks.
    private sealed record TextTable(string[] Header, List<string[]> Rows)
    {
        public int Index(string column) => Array.IndexOf(Header, column) is var index and >= 0 ? index : throw new InvalidDataException(column);

        public static TextTable Read(string file)
        {
            string[] lines = File.ReadAllLines(file);
            lines.ShouldNotContain(line => line.Contains('"'));
            return new(lines[0].Split(','), [.. lines.Skip(1).Select(line => line.Split(',', StringSplitOptions.TrimEntries))]);
        }
    }
}
