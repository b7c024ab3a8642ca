using System.Text.Json;
using DataIngestion.Drift;

namespace DataIngestion.Conformance.Drift;

/// <summary>scipy on the samples of <c>scipy_vectors.json</c>. Every case of the file and every row of its tables is a test of its own.</summary>
/// <remarks>Location and sign of the Kolmogorov–Smirnov statistic differ between scipy's versions (the file says so) and are not compared. p-values of Cramér–von Mises below 1e-6 are compared to 2e-15 absolute.</remarks>
public sealed class ScipyVectorTests
{
    private static readonly (string Key, KolmogorovSmirnovMethod Method)[] KolmogorovSmirnovKeys =
        [("ks_exact", KolmogorovSmirnovMethod.Exact), ("ks_asymp", KolmogorovSmirnovMethod.Asymptotic), ("ks_auto", KolmogorovSmirnovMethod.Auto)];

    [Theory]
    [MemberData(nameof(ScipyVectors.Cases), MemberType = typeof(ScipyVectors))]
    [Trait("conformance", "drift-cases")]
    public void Case_OfTheFile_EqualsScipy(int index, string name)
    {
        JsonElement each = ScipyVectors.Case(index);
        switch (each.GetProperty("kind").GetString())
        {
            case "numeric":
                CompareNumbers(each, name);
                break;
            case "categorical":
                CompareCategories(each, name);
                break;
            case var kind:
                Assert.Fail($"The kind '{kind}' of case {name} is not known.");
                break;
        }
    }

    [Theory]
    [MemberData(nameof(ScipyVectors.TableRows), MemberType = typeof(ScipyVectors))]
    [Trait("conformance", "drift-tables")]
    public void TableRow_OfTheFile_EqualsScipy(string table, int row)
    {
        JsonElement values = ScipyVectors.Row(table, row);
        double expected = values[values.GetArrayLength() - 1].GetDouble();
        switch (table)
        {
            case "kstwo_sf[n,d,sf]":
                DriftSamples.ShouldBeP(KolmogorovDistribution.Survival(values[0].GetInt64(), values[1].GetDouble()), expected, $"kstwo.sf({values[1]}, {values[0]})");
                break;
            case "chi2_sf[x,k,sf]":
                DriftSamples.ShouldBeP(ChiSquareDistribution.Survival(values[0].GetDouble(), values[1].GetInt32()), expected, $"chi2.sf({values[0]}, {values[1]})");
                break;
            default:
                Assert.Skip("The SDK has no such function: its p-values come from the finite-sample Kolmogorov law, never from a limiting one.");
                break;
        }
    }

    // What stands in the cases and is not compared is listed in ScipyVectors with the reason; nothing falls under the table unseen.
    [Fact]
    [Trait("conformance", "drift-measures")]
    public void Measures_ThatAreNotCompared_AreStatedWithTheReason()
    {
        SharedData.Folder("DRIFT_VECTORS", "drift");
        foreach ((string measure, int cases) in ScipyVectors.OtherMeasures())
        {
            ScipyVectors.NotCompared.ShouldContainKey(measure);
            TestContext.Current.TestOutputHelper!.WriteLine($"not compared: {measure} ({cases} cases): {ScipyVectors.NotCompared[measure]}");
        }
    }

    // scipy's limiting law; the finite law comes to it as 1/n with Pelz and Good's first correction, so at n = 10^12 they differ by less than 10^-6.
    [Fact]
    public void Survival_LimitingTable_IsTheFiniteLawAtLargeN()
    {
        const long N = 1_000_000_000_000;
        foreach (JsonElement row in ScipyVectors.Table("kolmogorov_sf[z,sf]"))
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

    private static void CompareNumbers(JsonElement each, string name)
    {
        ColumnProfile x = Numbers(each, "x");
        ColumnProfile y = Numbers(each, "y");
        x.Numeric!.Count.ShouldBe(each.GetProperty("n_x_finite").GetInt64(), name);
        y.Numeric!.Count.ShouldBe(each.GetProperty("n_y_finite").GetInt64(), name);
        foreach ((string key, KolmogorovSmirnovMethod method) in KolmogorovSmirnovKeys)
        {
            DriftStatistic actual = DriftSamples.KolmogorovSmirnov(x, y, method);
            JsonElement expected = each.GetProperty(key);
            if (expected.TryGetProperty("error", out _))
            {
                ShouldBeStatedEmpty(actual, name);
            }
            else
            {
                ShouldEqual(actual, expected, $"{name} {key}");
            }
        }

        CompareStabilityIndex(each.GetProperty("psi_ref_deciles_eps1e-4"), x, y, name);
        CompareDistances(each, x, y, name);
    }

    private static void CompareDistances(JsonElement each, ColumnProfile x, ColumnProfile y, string name)
    {
        DriftStatistic wasserstein = DriftSamples.Detect(d => d.Wasserstein(), x, y);
        DriftStatistic energy = DriftSamples.Detect(d => d.EnergyDistance(), x, y);
        DriftStatistic anderson = DriftSamples.Detect(d => d.AndersonDarling(), x, y);
        if (y.Numeric!.Count == 0)
        {
            new[] { wasserstein, energy, anderson, DriftSamples.Detect(d => d.CramerVonMises(), x, y) }.ShouldAllBe(statistic => statistic.PValue == null && statistic.Note != null);
            return;
        }

        DriftSamples.ShouldBeStatistic(wasserstein.Statistic, each.GetProperty("wasserstein").GetDouble(), name + " Wasserstein");
        DriftSamples.ShouldBeStatistic(energy.Statistic, each.GetProperty("energy_distance").GetDouble(), name + " energy distance");
        if (each.GetProperty("anderson_ksamp").TryGetProperty("statistic", out JsonElement statistic))
        {
            DriftSamples.ShouldBeStatistic(anderson.Statistic, statistic.GetDouble(), name + " Anderson–Darling");
            DriftSamples.ShouldBeP(anderson.PValue, each.GetProperty("anderson_ksamp").GetProperty("pvalue_clipped_0.001_0.25").GetDouble(), name + " Anderson–Darling");
        }
        else
        {
            anderson.Note.ShouldNotBeNull(name);
        }

        CompareCramerVonMises(each, x.Numeric!, y.Numeric!, name);
    }

    private static void CompareCramerVonMises(JsonElement each, NumericProfile x, NumericProfile y, string name)
    {
        PooledSamples pooled = PooledSamples.Of(x, y);
        double statistic = DriftSamples.Detect(d => d.CramerVonMises(), new("x", "float64", x.Count, 0) { Numeric = x }, new("x", "float64", y.Count, 0) { Numeric = y }).Statistic;
        JsonElement asymptotic = each.GetProperty("cramervonmises_asymptotic");
        DriftSamples.ShouldBeStatistic(statistic, asymptotic.GetProperty("statistic").GetDouble(), name + " Cramér–von Mises");

        // The p-value is one less a number near one, on both sides: the sixteenth digit of that number is all that can be compared of a tiny one.
        double p = asymptotic.GetProperty("pvalue").GetDouble();
        Math.Abs(CramerVonMisesDetector.AsymptoticPValue(statistic, x.Count, y.Count) - p).ShouldBeLessThanOrEqualTo(Math.Max(1e-9 * p, 2e-15), name + " Cramér–von Mises");
        if (each.TryGetProperty("cramervonmises_exact", out JsonElement exact))
        {
            double exactP = CramerVonMisesDetector.ExactPValue(CramerVonMisesDetector.SquaredRanks(pooled), (int)x.Count, (int)y.Count);
            DriftSamples.ShouldBeP(exactP, exact.GetProperty("pvalue").GetDouble(), name + " Cramér–von Mises, exact");
        }
    }

    private static void CompareStabilityIndex(JsonElement expected, ColumnProfile x, ColumnProfile y, string name)
    {
        DriftStatistic actual = DriftSamples.Psi(x, y);
        if (y.Numeric!.Count == 0)
        {
            ShouldBeStatedEmpty(actual, name);
            return;
        }

        actual.Bins.Select(bin => bin.Reference).ShouldBe(ScipyVectors.Counts(expected, "ref_counts"), name);
        actual.Bins.Select(bin => bin.Current).ShouldBe(ScipyVectors.Counts(expected, "cur_counts"), name);
        DriftSamples.ShouldBeStatistic(actual.Statistic, expected.GetProperty("psi").GetDouble(), name + " PSI");
    }

    private static void CompareCategories(JsonElement each, string name)
    {
        string[] levels = [.. each.GetProperty("levels").EnumerateArray().Select(level => level.GetString()!)];
        ColumnProfile x = Categories(levels, ScipyVectors.Counts(each, "ref_counts"));
        ColumnProfile y = Categories(levels, ScipyVectors.Counts(each, "cur_counts"));
        ShouldEqual(DriftSamples.ChiSquare(x, y), each.GetProperty("chi2_contingency_no_yates"), name);
        ShouldEqual(DriftSamples.ChiSquare(x, y, yates: true), each.GetProperty("chi2_contingency_yates_default"), name + " Yates");
        DriftSamples.ShouldBeStatistic(DriftSamples.Psi(x, y).Statistic, each.GetProperty("psi_eps1e-4").GetDouble(), name + " PSI");
        ShouldEqual(DriftSamples.Detect(d => d.LikelihoodRatio(), x, y), each.GetProperty("g_test_no_yates"), name + " G");
        DriftSamples.ShouldBeStatistic(DriftSamples.Detect(d => d.JensenShannon(), x, y).Statistic, each.GetProperty("js_distance_base2").GetDouble(), name + " Jensen–Shannon");
        DriftSamples.ShouldBeStatistic(DriftSamples.Detect(d => d.Hellinger(), x, y).Statistic, each.GetProperty("hellinger").GetDouble(), name + " Hellinger");
        DriftSamples.ShouldBeStatistic(DriftSamples.Detect(d => d.TotalVariation(), x, y).Statistic, each.GetProperty("tvd").GetDouble(), name + " total variation");
        if (each.TryGetProperty("fisher_exact", out JsonElement fisher))
        {
            DriftStatistic actual = DriftSamples.Detect(d => d.FisherExact(), x, y);
            DriftSamples.ShouldBeStatistic(actual.Statistic, fisher.GetProperty("odds_ratio").GetDouble(), name + " Fisher");
            DriftSamples.ShouldBeP(actual.PValue, fisher.GetProperty("pvalue").GetDouble(), name + " Fisher");
        }
    }

    private static ColumnProfile Numbers(JsonElement each, string side) =>
        DriftSamples.Numbers(each.GetProperty(side).EnumerateArray().Select(DriftSamples.Number));

    private static ColumnProfile Categories(string[] levels, long[] counts) =>
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
