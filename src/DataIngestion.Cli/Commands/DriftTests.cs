using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Commands;

/// <summary>The tests by name: as in results, and short.</summary>
internal static class DriftTests
{
    private static readonly (string Name, string[] Short, Action<DriftBuilder> Add)[] All =
    [
        ("kolmogorov_smirnov", ["ks"], drift => drift.KolmogorovSmirnov()),
        ("population_stability_index", ["psi"], drift => drift.PopulationStabilityIndex()),
        ("chi_square", ["chi2"], drift => drift.ChiSquare()),
        ("wasserstein", ["emd"], drift => drift.Wasserstein()),
        ("jensen_shannon", ["js"], drift => drift.JensenShannon()),
        ("hellinger", ["h"], drift => drift.Hellinger()),
        ("total_variation", ["tv"], drift => drift.TotalVariation()),
        ("g_test", ["g"], drift => drift.LikelihoodRatio()),
        ("fisher_exact", ["fisher"], drift => drift.FisherExact()),
        ("anderson_darling", ["ad"], drift => drift.AndersonDarling()),
        ("cramer_von_mises", ["cvm"], drift => drift.CramerVonMises()),
        ("energy_distance", ["energy"], drift => drift.EnergyDistance()),
    ];

    public static string Known { get; } = string.Join(", ", All.Select(test => $"{test.Name} ({string.Join(", ", test.Short)})"));

    /// <summary>Adds the tests; none adds nothing, which leaves the defaults.</summary>
    public static Action<DriftBuilder> Named(IReadOnlyList<string> names)
    {
        Action<DriftBuilder>[] adding = [.. names.Select(Find).Distinct()];
        return drift => Array.ForEach(adding, add => add(drift));
    }

    private static Action<DriftBuilder> Find(string name) =>
        All.FirstOrDefault(test => test.Name == name || test.Short.Contains(name)).Add
        ?? throw new PipelineFileException($"There is no test '{name}'. Use {Known}.");
}
