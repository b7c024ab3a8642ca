namespace DataIngestion.Drift;

public sealed class KolmogorovSmirnovConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().KolmogorovSmirnov().Detectors[0];
}

public sealed class PopulationStabilityIndexConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().PopulationStabilityIndex().Detectors[0];
}

public sealed class ChiSquareConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().ChiSquare().Detectors[0];
}

public sealed class WassersteinConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().Wasserstein().Detectors[0];
}

public sealed class EnergyDistanceConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().EnergyDistance().Detectors[0];
}

public sealed class CramerVonMisesConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().CramerVonMises().Detectors[0];
}

public sealed class AndersonDarlingConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().AndersonDarling().Detectors[0];
}

public sealed class JensenShannonConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().JensenShannon().Detectors[0];
}

public sealed class HellingerConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().Hellinger().Detectors[0];
}

public sealed class TotalVariationConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().TotalVariation().Detectors[0];
}

public sealed class LikelihoodRatioConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().LikelihoodRatio().Detectors[0];
}

public sealed class FisherExactConformance : DriftDetectorConformance
{
    protected override IDriftDetector Create() => new DriftBuilder().FisherExact().Detectors[0];
}

/// <summary>Each broken detector fails exactly the facts about what is broken in it.</summary>
public sealed class BrokenDetectorTests
{
    [Theory]
    [InlineData("has a random name", "Name_Detector_IsSnakeCaseAndStable")]
    [InlineData("counts its calls", "Detect_SameProfilesAgain_AnswersTheSame")]
    [InlineData("needs exact profiles", "Detect_ColumnWithItself_HasNoEffect", "Detect_Counts_AreThoseOfTheProfiles", "Detect_DegenerateProfiles_GetAStatedAnswer", "Detect_ExactProfiles_Decides")]
    [InlineData("sees drift everywhere", "Detect_ColumnWithItself_HasNoEffect")]
    [InlineData("is not a number", "Detect_DegenerateProfiles_GetAStatedAnswer")]
    [InlineData("counts missing values", "Detect_Counts_AreThoseOfTheProfiles")]
    public async Task BrokenDetector_OneFault_FailsItsFacts(string fault, params string[] facts) =>
        (await Suite.FailingAsync(() => new Broken(fault))).ShouldBe(facts);

    private sealed class Broken(string fault) : DriftDetectorConformance
    {
        protected override IDriftDetector Create() => new Detector(fault);
    }

    private sealed class Detector(string fault) : IDriftDetector
    {
        private readonly IDriftDetector _detector = new DriftBuilder().KolmogorovSmirnov().Detectors[0];
        private int _calls;

        public string Name => fault == "has a random name" ? "n" + Guid.NewGuid().ToString("N") : _detector.Name;

        public bool AppliesTo(ColumnProfile profile) => _detector.AppliesTo(profile);

        public DriftAnswer Detect(ColumnProfile reference, ColumnProfile current)
        {
            DriftStatistic statistic = _detector.Detect(reference, current).Decided!;
            return fault switch
            {
                "needs exact profiles" => DriftAnswer.NeedsExact,
                "counts its calls" => DriftAnswer.Of(statistic with { Threshold = _calls++ }),
                "sees drift everywhere" => DriftAnswer.Of(statistic with { PValue = 0, Effect = 1 }),
                "is not a number" => DriftAnswer.Of(statistic with { Statistic = double.NaN, Note = null }),
                "counts missing values" => DriftAnswer.Of(statistic with { ReferenceCount = reference.Rows }),
                _ => DriftAnswer.Of(statistic),
            };
        }
    }
}
