using System.Text.Json;
using DataIngestion.Drift;

namespace DataIngestion.Conformance.Drift;

/// <summary>scipy 1.10.1 on the samples of <c>scipy_vectors.json</c>.</summary>
/// <remarks>
/// Not compared, because this milestone has no such test: one-sided Kolmogorov–Smirnov, Wasserstein, energy, Anderson–Darling, Cramér–von Mises,
/// Epps–Singleton, Mann–Whitney, Jensen–Shannon, total variation, L-infinity, Hellinger, G and Fisher tests, Deepchecks' floor and Evidently's own
/// bins. Location and sign of the Kolmogorov–Smirnov statistic differ between scipy's versions (the file says so).
/// </remarks>
public sealed class ScipyVectorTests
{
    private const int Cases = 33;
    private static readonly Lazy<JsonDocument> File = new(() =>
        JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(SharedData.Folder("DRIFT_VECTORS", "drift"), "scipy_vectors.json"))));

    private static List<JsonElement> Of(string kind)
    {
        List<JsonElement> cases = [.. File.Value.RootElement.GetProperty("cases").EnumerateArray()];
        cases.Count.ShouldBeGreaterThanOrEqualTo(Cases);
        return [.. cases.Where(each => each.GetProperty("kind").GetString() == kind)];
    }

    [Theory]
    [InlineData("ks_exact", KolmogorovSmirnovMethod.Exact)]
    [InlineData("ks_asymp", KolmogorovSmirnovMethod.Asymptotic)]
    [InlineData("ks_auto", KolmogorovSmirnovMethod.Auto)]
    public void KolmogorovSmirnov_EveryNumericCase_EqualsScipy(string key, KolmogorovSmirnovMethod method)
    {
        int compared = 0;
        foreach (JsonElement each in Of("numeric"))
        {
            string name = $"{each.GetProperty("name")} {key}";
            (ColumnProfile x, ColumnProfile y) = Samples(each);
            x.Numeric!.Count.ShouldBe(each.GetProperty("n_x_finite").GetInt64(), name);
            y.Numeric!.Count.ShouldBe(each.GetProperty("n_y_finite").GetInt64(), name);
            DriftStatistic actual = DriftSamples.KolmogorovSmirnov(x, y, method);
            JsonElement expected = each.GetProperty(key);
            if (expected.TryGetProperty("error", out _))
            {
                ShouldBeStatedEmpty(actual, name);
            }
            else
            {
                DriftSamples.ShouldBeStatistic(actual.Statistic, expected.GetProperty("statistic").GetDouble(), name);
                DriftSamples.ShouldBeP(actual.PValue, expected.GetProperty("pvalue").GetDouble(), name);
            }

            compared++;
        }

        compared.ShouldBeGreaterThanOrEqualTo(26);
    }

    [Fact]
    public void PopulationStabilityIndex_EveryNumericCase_EqualsTheReferenceDeciles()
    {
        foreach (JsonElement each in Of("numeric"))
        {
            string name = each.GetProperty("name").GetString()!;
            (ColumnProfile x, ColumnProfile y) = Samples(each);
            DriftStatistic actual = DriftSamples.Psi(x, y);
            JsonElement expected = each.GetProperty("psi_ref_deciles_eps1e-4");
            if (y.Numeric!.Count == 0)
            {
                ShouldBeStatedEmpty(actual, name);
                continue;
            }

            actual.Bins.Select(bin => bin.Reference).ShouldBe(Counts(expected, "ref_counts"), name);
            actual.Bins.Select(bin => bin.Current).ShouldBe(Counts(expected, "cur_counts"), name);
            DriftSamples.ShouldBeStatistic(actual.Statistic, expected.GetProperty("psi").GetDouble(), name);
        }
    }

    [Fact]
    public void ChiSquare_EveryCategoricalCase_EqualsScipy()
    {
        List<JsonElement> cases = Of("categorical");
        cases.Count.ShouldBeGreaterThanOrEqualTo(7);
        foreach (JsonElement each in cases)
        {
            string name = each.GetProperty("name").GetString()!;
            (ColumnProfile x, ColumnProfile y) = Tables(each);
            ShouldEqual(DriftSamples.ChiSquare(x, y), each.GetProperty("chi2_contingency_no_yates"), name);
            ShouldEqual(DriftSamples.ChiSquare(x, y, yates: true), each.GetProperty("chi2_contingency_yates_default"), name + " Yates");
            DriftSamples.ShouldBeStatistic(DriftSamples.Psi(x, y).Statistic, each.GetProperty("psi_eps1e-4").GetDouble(), name + " PSI");
        }
    }

    [Fact]
    public void Survival_KolmogorovTable_EqualsScipyKstwo()
    {
        foreach (JsonElement row in Table("kstwo_sf[n,d,sf]"))
        {
            double p = KolmogorovDistribution.Survival(row[0].GetInt64(), row[1].GetDouble());
            DriftSamples.ShouldBeP(p, row[2].GetDouble(), $"kstwo.sf({row[1]}, {row[0]})");
        }
    }

    // scipy's limiting law; the finite law comes to it as 1/n with Pelz and Good's first correction, so at n = 10^12 they differ by less than 10^-6.
    [Fact]
    public void Survival_LimitingTable_IsTheFiniteLawAtLargeN()
    {
        const long N = 1_000_000_000_000;
        foreach (JsonElement row in Table("kolmogorov_sf[z,sf]"))
        {
            double z = row[0].GetDouble();
            if (N * (z / 1e6) * (z / 1e6) >= 2.2)
            {
                // Summing 10^12 terms is no way to check the limit; the table of the finite law covers the upper tail.
                continue;
            }

            KolmogorovDistribution.Survival(N, z / 1e6).ShouldBe(row[1].GetDouble(), 1e-6);
        }
    }

    [Fact]
    public void Survival_ChiSquareTable_EqualsScipy()
    {
        foreach (JsonElement row in Table("chi2_sf[x,k,sf]"))
        {
            double p = ChiSquareDistribution.Survival(row[0].GetDouble(), row[1].GetInt32());
            DriftSamples.ShouldBeP(p, row[2].GetDouble(), $"chi2.sf({row[0]}, {row[1]})");
        }
    }

    private static IEnumerable<JsonElement> Table(string name) => File.Value.RootElement.GetProperty("tables").GetProperty(name).EnumerateArray();

    private static long[] Counts(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(count => count.GetInt64())];

    private static (ColumnProfile X, ColumnProfile Y) Samples(JsonElement each) => (
        DriftSamples.Numbers(each.GetProperty("x").EnumerateArray().Select(DriftSamples.Number)),
        DriftSamples.Numbers(each.GetProperty("y").EnumerateArray().Select(DriftSamples.Number)));

    private static (ColumnProfile X, ColumnProfile Y) Tables(JsonElement each)
    {
        string[] levels = [.. each.GetProperty("levels").EnumerateArray().Select(level => level.GetString()!)];
        return (Table(levels, Counts(each, "ref_counts")), Table(levels, Counts(each, "cur_counts")));
    }

    private static ColumnProfile Table(string[] levels, long[] counts) =>
        new("x", "string", counts.Sum(), 0)
        {
            Categorical = new(new SortedDictionary<string, long>(levels.Zip(counts).ToDictionary(pair => pair.First, pair => pair.Second), StringComparer.Ordinal), 0),
        };

    private static void ShouldEqual(DriftStatistic actual, JsonElement expected, string name)
    {
        DriftSamples.ShouldBeStatistic(actual.Statistic, expected.GetProperty("statistic").GetDouble(), name);
        DriftSamples.ShouldBeP(actual.PValue, expected.GetProperty("pvalue").GetDouble(), name);
    }

    // scipy raises for an empty sample; here it is a stated result.
    private static void ShouldBeStatedEmpty(DriftStatistic actual, string name)
    {
        actual.PValue.ShouldBeNull(name);
        actual.Statistic.ShouldBe(0, name);
        actual.Note.ShouldBe("The delivery has no value to compare.", name);
    }
}
