using DataIngestion.Datasets;

namespace DataIngestion;

/// <summary>One side of a comparison: files, a version of a table, or a profile that stands for rows.</summary>
/// <remarks>Rows are read as often as they are needed and never held. Thread-safe.</remarks>
public sealed class Dataset
{
    private Dataset(DatasetRows? rows, DatasetProfile? profile) => (Rows, Profile) = (rows, profile);

    internal DatasetRows? Rows { get; }

    internal DatasetProfile? Profile { get; }

    /// <summary>All that a source has.</summary>
    /// <param name="source">The source.</param>
    /// <returns>The data.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is <see langword="null"/>.</exception>
    public static Dataset FromSource(ISource source) => new(new SourceRows(source ?? throw new ArgumentNullException(nameof(source))), null);

    /// <summary>The committed rows of a table's version. Nothing is shown of columns that a run on the table hashed or redacted.</summary>
    /// <param name="table">The table.</param>
    /// <param name="version">The version, or <see langword="null"/> for the one that is latest when it is first read.</param>
    /// <returns>The data.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="table"/> is <see langword="null"/>.</exception>
    public static Dataset FromTable(GovernedTable table, long? version = null) => new(new TableRows(table ?? throw new ArgumentNullException(nameof(table)), version), null);

    /// <summary>A profile in place of rows, as <see cref="DatasetDrift.ProfileAsync"/> makes it.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="rows">The rows that the profile is of, to decide what it leaves open; <see langword="null"/> leaves that undecided. Not a profile.</param>
    /// <returns>The data.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="profile"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is itself a profile without rows.</exception>
    public static Dataset FromProfile(DatasetProfile profile, Dataset? rows = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return rows is { Rows: null }
            ? throw new ArgumentException("Give the rows that the profile is of, not another profile.", nameof(rows))
            : new(rows?.Rows, profile);
    }
}
