using CsCheck;
using DataIngestion.Drift;

namespace DataIngestion.Tests.Drift;

public sealed class PValueCorrectionTests
{
    // By hand; the same as R's p.adjust(c(0.01, 0.04, 0.03, 0.005), …).
    [Theory]
    [InlineData(MultipleTestCorrection.BenjaminiHochberg, new[] { 0.02, 0.04, 0.04, 0.02 })]
    [InlineData(MultipleTestCorrection.Holm, new[] { 0.03, 0.06, 0.06, 0.02 })]
    [InlineData(MultipleTestCorrection.Bonferroni, new[] { 0.04, 0.16, 0.12, 0.02 })]
    [InlineData(MultipleTestCorrection.None, new[] { 0.01, 0.04, 0.03, 0.005 })]
    public void Adjust_FourValues_EqualsTheHandComputedOnes(MultipleTestCorrection correction, double[] expected)
    {
        double[] actual = PValueCorrection.Adjust([0.01, 0.04, 0.03, 0.005], correction);

        for (int i = 0; i < expected.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 1e-15);
        }
    }

    [Fact]
    public void Adjust_AnyValues_KeepsTheOrderAndNeverLowers() =>
        Gen.Select(Gen.Double[0, 1].Array[0, 40], Gen.Enum<MultipleTestCorrection>()).Sample(
            (values, correction) =>
            {
                double[] adjusted = PValueCorrection.Adjust(values, correction);
                for (int i = 0; i < values.Length; i++)
                {
                    adjusted[i].ShouldBeInRange(values[i], 1);
                    for (int j = 0; j < values.Length; j++)
                    {
                        if (values[i] <= values[j])
                        {
                            adjusted[i].ShouldBeLessThanOrEqualTo(adjusted[j]);
                        }
                    }
                }
            },
            iter: 300, threads: 1);
}
