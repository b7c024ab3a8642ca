using DataIngestion.Datasets;
using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>Compares files, versions of tables and profiles, in memory that does not grow with the rows unless a column has to be decided exactly: then by that column.</summary>
public static class DatasetDrift
{
    /// <summary>Profiles data, to be kept and compared with later; <see cref="DriftDetection.Serialize"/> writes it.</summary>
    /// <param name="data">The data; not a profile.</param>
    /// <param name="options">The columns and which of them are masked; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels between batches.</param>
    /// <returns>The profile. Masked columns, dates and bytes have no distribution.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The data are a profile, or a column is not among theirs.</exception>
    /// <exception cref="IngestionException">The data cannot be read, or have dates that fit more than one format.</exception>
    public static async ValueTask<DatasetProfile> ProfileAsync(Dataset data, DatasetDriftOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        DatasetDriftOptions used = options ?? new();
        DatasetRows rows = data.Rows ?? throw new ArgumentException("The data are a profile already.", nameof(data));
        HashSet<string> withheld = await WithheldAsync(used, [data], cancellationToken).ConfigureAwait(false);
        string[] known = [.. (await rows.SchemaAsync(cancellationToken).ConfigureAwait(false)).FieldsList.Select(field => field.Name)];
        if ((used.Columns ?? []).Concat(used.Masked).FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new ArgumentException($"There is no column '{unknown}'. There are: {string.Join(", ", known)}.");
        }

        DataContract contract = await DatasetTypes.OfAsync(rows, Wanted(used), withheld, cancellationToken).ConfigureAwait(false);
        return (await new TypedRows(rows, contract, withheld).ProfileAsync(cancellationToken).ConfigureAwait(false)).Profile;
    }

    /// <summary>Compares two data sets: covariates, and with a target the prior and the concept.</summary>
    /// <param name="reference">What is compared with: rows or a profile.</param>
    /// <param name="current">What is judged; not a profile alone.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels between batches.</param>
    /// <returns>The report. Against a profile without its rows, what the profile cannot decide is <see cref="DriftResult.IsUndecided"/>.</returns>
    /// <exception cref="ArgumentNullException">A side is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The current side is a profile, or a column that is named is not on both sides.</exception>
    /// <exception cref="IngestionException">A side cannot be read, or has dates that fit more than one format.</exception>
    public static ValueTask<DriftReport> CompareAsync(
        Dataset reference, Dataset current, DatasetDriftOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        if (current.Rows is null || current.Profile is not null)
        {
            throw new ArgumentException("The current data are a profile; give rows.", nameof(current));
        }

        DatasetDriftOptions used = options ?? new();
        DriftBuilder builder = new();
        used.Configure?.Invoke(builder);
        if (used.Columns is { Count: > 0 } columns)
        {
            builder.Only([.. columns]);
        }

        if (used.Target is { } target)
        {
            builder.Target(target);
        }

        DriftPlan plan = builder.Build();
        return new DatasetComparison(plan, used with { Target = plan.Target }, reference, current).RunAsync(cancellationToken);
    }

    internal static Func<string, bool> Wanted(DatasetDriftOptions options) =>
        options.Columns is { Count: > 0 } columns ? name => name == options.Target || columns.Contains(name) : _ => true;

    internal static async ValueTask<HashSet<string>> WithheldAsync(DatasetDriftOptions options, IEnumerable<Dataset> sides, CancellationToken cancellationToken)
    {
        HashSet<string> withheld = new(options.Masked, StringComparer.OrdinalIgnoreCase);
        foreach (DatasetRows rows in sides.Select(side => side.Rows).OfType<DatasetRows>())
        {
            withheld.UnionWith(await rows.WithheldAsync(cancellationToken).ConfigureAwait(false));
        }

        return withheld;
    }
}
