using DataIngestion.Drift;

namespace DataIngestion.Tests.Drift.Concept;

/// <summary>What R's mantelhaen.test and DescTools' BreslowDayTest print for published tables; the other values are those of eng/concept_vectors.py.</summary>
public sealed class StratifiedTablesTests
{
    // Admitted and rejected, women against men, by department.
    private static readonly (long[] Reference, long[] Current)[] Berkeley =
    [
        ([313, 512], [19, 89]), ([207, 353], [8, 17]), ([205, 120], [391, 202]), ([279, 138], [244, 131]), ([138, 53], [299, 94]), ([351, 22], [317, 24]),
    ];

    private static readonly double[] Even = [1, 1, 1, 1, 1, 1];

    [Fact]
    public void CommonShift_BerkeleyAdmissions_IsWhatRPrints()
    {
        StratifiedTables tables = new(Berkeley);

        ConceptTest corrected = tables.CommonShift(continuityCorrection: true).ShouldNotBeNull();
        ConceptTest plain = tables.CommonShift().ShouldNotBeNull();

        corrected.Statistic.ShouldBe(1.4269, 5e-5);
        corrected.PValue.ShouldBe(0.2323, 5e-5);
        plain.Statistic.ShouldBeGreaterThan(corrected.Statistic);

        // R gives men against women.
        (1 / plain.Estimate.ShouldNotBeNull()).ShouldBe(0.9046968, 5e-8);
    }

    [Fact]
    public void CommonShift_JobSatisfaction_IsTheFormulasValue()
    {
        // The two lowest incomes of Agresti's table 7.8, women and men.
        StratifiedTables tables = new([([1, 3, 11, 2], [2, 3, 17, 3]), ([1, 1, 2, 1], [0, 3, 5, 1])]);

        ConceptTest test = tables.CommonShift().ShouldNotBeNull();

        test.Name.ShouldBe("generalized_cochran_mantel_haenszel");
        test.Freedom.ShouldBe(3);
        test.Statistic.ShouldBe(0.3163658644721514, 1e-12);
    }

    [Fact]
    public void Heterogeneity_CervicalCancerBySmokingAndPartners_IsWhatDescToolsPrints()
    {
        StratifiedTables cervical = new([([150, 92], [148, 96]), ([118, 25], [21, 12])]);
        StratifiedTables teeth = new([([94, 68], [6, 4]), ([17, 12], [25, 30])]);

        ConceptTest first = cervical.Heterogeneity(Even, tarone: false).ShouldNotBeNull().Test;
        ConceptTest second = teeth.Heterogeneity(Even, tarone: false).ShouldNotBeNull().Test;

        (first.Statistic, first.PValue).ShouldSatisfyAllConditions(
            both => both.Statistic.ShouldBe(4.2069, 5e-5), both => both.PValue.ShouldBe(0.04026, 5e-6));
        (second.Statistic, second.PValue).ShouldSatisfyAllConditions(
            both => both.Statistic.ShouldBe(0.57493, 5e-6), both => both.PValue.ShouldBe(0.4483, 5e-5));
    }

    [Fact]
    public void Heterogeneity_BerkeleyAdmissions_IsTheFormulasValue()
    {
        (ConceptTest plain, _) = new StratifiedTables(Berkeley).Heterogeneity(Even, tarone: false).ShouldNotBeNull();
        (ConceptTest tarone, double effect) = new StratifiedTables(Berkeley).Heterogeneity(Even).ShouldNotBeNull();

        plain.Statistic.ShouldBe(18.82551370523606, 1e-9);
        tarone.Statistic.ShouldBe(18.825501252052774, 1e-9);
        tarone.Freedom.ShouldBe(5);
        effect.ShouldBe(0.06937023350022949, 1e-9);
    }

    [Fact]
    public void Heterogeneity_ThreeClassesOfWhichTwoAreOne_AgreesWithTheModelWithoutThreeWayInteraction()
    {
        (ConceptTest test, _) = new StratifiedTables(
            [([20, 30, 50], [25, 25, 60]), ([40, 10, 30], [22, 24, 31]), ([15, 45, 12], [33, 41, 28])]).Heterogeneity([1, 1, 1]).ShouldNotBeNull();

        test.Name.ShouldBe("three_way_interaction");
        test.Freedom.ShouldBe(4);
        test.Statistic.ShouldBe(18.583213194467373, 1e-8);
    }

    [Fact]
    public void Omnibus_TwoStrata_AddsPearsonsStatistics()
    {
        // scipy.stats.chi2_contingency of both tables without correction, by hand: 100 (30·20 − 20·30)² … = 0 and 100·(40·40 − 10·10)²/50⁴ = 36.
        ConceptTest test = new StratifiedTables([([30, 20], [30, 20]), ([40, 10], [10, 40])]).Omnibus().ShouldNotBeNull();

        (test.Statistic, test.Freedom).ShouldBe((36, 2));
        test.PValue.ShouldBe(Math.Exp(-18), 1e-20);
    }

    [Fact]
    public void Tests_NothingToCompare_AreNull()
    {
        StratifiedTables one = new([([5, 0], [7, 0])]);

        one.Omnibus().ShouldBeNull();
        one.CommonShift().ShouldBeNull();
        one.Heterogeneity(Even).ShouldBeNull();
        new StratifiedTables([]).Omnibus().ShouldBeNull();
        new StratifiedTables([([5, 5], [7, 0]), ([5, 0], [7, 0])]).Heterogeneity(Even).ShouldBeNull();
    }
}
