using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>Says which columns are compared with what, by which tests, and what a finding does.</summary>
/// <remarks>Without any detector added, <see cref="KolmogorovSmirnovDriftBuilderExtensions.KolmogorovSmirnov"/>, <see cref="PopulationStabilityIndexDriftBuilderExtensions.PopulationStabilityIndex"/> and <see cref="ChiSquareDriftBuilderExtensions.ChiSquare"/> are used with their defaults. Not thread-safe.</remarks>
public sealed class DriftBuilder
{
    private const int DefaultMinimumRows = 30;

    private readonly List<IDriftDetector> _detectors = [];
    private readonly HashSet<string> _only = new(StringComparer.Ordinal);
    private readonly HashSet<string> _exclude = new(StringComparer.Ordinal);
    private DriftPlan _plan = new([]) { MinimumRows = DefaultMinimumRows };

    /// <summary>The reference is the rows that the last publishing run added. This is the default.</summary>
    /// <returns>This builder.</returns>
    public DriftBuilder AgainstPreviousVersion() => With(_plan with { AgainstWholeVersion = false });

    /// <summary>The reference is all rows of the current table version.</summary>
    /// <returns>This builder.</returns>
    public DriftBuilder AgainstWholeVersion() => With(_plan with { AgainstWholeVersion = true });

    /// <summary>Names the column that a model predicts. It is compared like any other and reported as <see cref="DriftKind.Prior"/>, whatever <see cref="Only"/> and <see cref="Exclude"/> say.</summary>
    /// <param name="column">The column as published.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="column"/> is empty.</exception>
    public DriftBuilder Target(string column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return With(_plan with { Target = column });
    }

    /// <summary>Compares these columns and no others. Several calls add up.</summary>
    /// <param name="columns">The columns as published; at least one.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">There is no column, or one of them is empty.</exception>
    public DriftBuilder Only(params string[] columns) => Include(_only, columns);

    /// <summary>Leaves these columns out, such as identifiers. Several calls add up.</summary>
    /// <param name="columns">The columns as published; at least one.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">There is no column, or one of them is empty.</exception>
    public DriftBuilder Exclude(params string[] columns) => Include(_exclude, columns);

    /// <summary>Says what happens to a delivery that drifted.</summary>
    /// <param name="action">The default is <see cref="DriftAction.Hold"/>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="action"/> is none of the actions.</exception>
    public DriftBuilder OnDrift(DriftAction action) =>
        Enum.IsDefined(action) ? With(_plan with { OnDrift = action }) : throw new ArgumentOutOfRangeException(nameof(action), action, "The action is not known.");

    /// <summary>A column with fewer values than this on either side is reported but never drifts.</summary>
    /// <param name="rows">1 or more. The default is 30.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is less than 1.</exception>
    public DriftBuilder MinimumRows(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return With(_plan with { MinimumRows = rows });
    }

    /// <summary>The bound on the corrected p-values of all tests, in place of the one each test brings along.</summary>
    /// <param name="significance">Between 0 and 1. By default every test has its own, 0.05.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="significance"/> is not between 0 and 1.</exception>
    public DriftBuilder Significance(double significance)
    {
        OptionChecks.Probability(significance, nameof(significance));
        return With(_plan with { Significance = significance });
    }

    /// <summary>How p-values are corrected for the number of columns, test by test; the target is a family of its own.</summary>
    /// <param name="correction">The default is <see cref="MultipleTestCorrection.BenjaminiHochberg"/>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="correction"/> is none of the corrections.</exception>
    public DriftBuilder Correction(MultipleTestCorrection correction) =>
        Enum.IsDefined(correction)
            ? With(_plan with { Correction = correction })
            : throw new ArgumentOutOfRangeException(nameof(correction), correction, "The correction is not known.");

    /// <summary>Adds a test.</summary>
    /// <param name="detector">The test.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="detector"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A test of that name was added before.</exception>
    public DriftBuilder Add(IDriftDetector detector)
    {
        ArgumentNullException.ThrowIfNull(detector);
        if (_detectors.Any(added => added.Name == detector.Name))
        {
            throw new ArgumentException($"The test '{detector.Name}' was added before.", nameof(detector));
        }

        _detectors.Add(detector);
        return this;
    }

    /// <summary>The tests that were added, in their order; none as long as the defaults are used.</summary>
    public IReadOnlyList<IDriftDetector> Detectors => _detectors;

    internal DriftPlan Build()
    {
        string? both = _only.Order(StringComparer.Ordinal).FirstOrDefault(_exclude.Contains);
        if (both is not null)
        {
            throw new InvalidOperationException($"Only and Exclude both name the column '{both}'.");
        }

        IReadOnlyList<IDriftDetector> detectors = _detectors.Count > 0 ? [.. _detectors] : Defaults();
        return _plan with
        {
            Detectors = detectors,
            Only = _only.Count == 0 ? null : new HashSet<string>(_only, StringComparer.Ordinal),
            Exclude = new HashSet<string>(_exclude, StringComparer.Ordinal),
        };
    }

    private static List<IDriftDetector> Defaults() => new DriftBuilder().KolmogorovSmirnov().PopulationStabilityIndex().ChiSquare()._detectors;

    private DriftBuilder With(DriftPlan plan)
    {
        _plan = plan;
        return this;
    }

    private DriftBuilder Include(HashSet<string> set, string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0 || columns.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("Name at least one column, none of them empty.", nameof(columns));
        }

        set.UnionWith(columns);
        return this;
    }
}
