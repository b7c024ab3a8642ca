using System.Globalization;
using DataIngestion.Drift;

namespace DataIngestion.Datasets;

/// <summary>Compares two sides: each is read once for its types where it has none, once for its profile, once for the concept, and again for columns that stay open.</summary>
internal sealed class DatasetComparison(DriftPlan plan, DatasetDriftOptions options, Dataset reference, Dataset current)
{
    private readonly List<string> _notes = [];
    private IReadOnlyList<string> _onlyReference = [];
    private IReadOnlyList<string> _onlyCurrent = [];

    public async ValueTask<DriftReport> RunAsync(CancellationToken cancellationToken)
    {
        DatasetRows delivered = current.Rows!;
        HashSet<string> withheld = await DatasetDrift.WithheldAsync(options, [reference, current], cancellationToken).ConfigureAwait(false);
        await FindColumnsAsync(delivered, cancellationToken).ConfigureAwait(false);
        (TypedRows? first, TypedRows second) = await TypedAsync(delivered, withheld, cancellationToken).ConfigureAwait(false);
        DatasetProfile referenceProfile = reference.Profile ?? await ProfileAsync(first!, cancellationToken).ConfigureAwait(false);
        DatasetProfile currentProfile = await ProfileAsync(second, cancellationToken).ConfigureAwait(false);
        long? version = reference.Rows is { } rows ? await rows.VersionAsync(cancellationToken).ConfigureAwait(false) : null;
        DriftReport report = await DriftEvaluation.EvaluateAsync(
            plan with { Withheld = withheld },
            version,
            With(referenceProfile, _onlyReference),
            With(currentProfile, _onlyCurrent),
            (column, side, token) => side == DriftSide.Current ? second.ExactAsync(column, token) : ReferenceAsync(first, referenceProfile, column, token),
            cancellationToken,
            column => first is not null || IsExact(referenceProfile.Columns.First(profile => profile.Name == column))).ConfigureAwait(false);
        ConceptReport? concept = await ConceptAsync(referenceProfile, currentProfile, first, second, cancellationToken).ConfigureAwait(false);
        report = report with { Name = options.Name, At = options.Time.GetUtcNow() };
        report = concept is null ? report : report.WithConcept(concept);
        return _notes.Count == 0 ? report : report with { Note = string.Join(' ', new[] { report.Note }.OfType<string>().Concat(_notes)) };
    }

    private async ValueTask FindColumnsAsync(DatasetRows delivered, CancellationToken cancellationToken)
    {
        string[] first = reference.Profile is { } profile
            ? [.. profile.Columns.Select(column => column.Name)]
            : [.. (await reference.Rows!.SchemaAsync(cancellationToken).ConfigureAwait(false)).FieldsList.Select(field => field.Name)];
        string[] second = [.. (await delivered.SchemaAsync(cancellationToken).ConfigureAwait(false)).FieldsList.Select(field => field.Name)];
        foreach (string name in (options.Columns ?? []).Concat(options.Target is { } target ? [target] : []))
        {
            if (!first.Contains(name) || !second.Contains(name))
            {
                string where = first.Contains(name) ? "only in the reference" : second.Contains(name) ? "only in the current data" : "on neither side";
                throw new ArgumentException($"The column '{name}' is {where}. On both sides are: {string.Join(", ", first.Intersect(second))}.");
            }
        }

        (_onlyReference, _onlyCurrent) = ([.. first.Except(second).Where(DatasetDrift.Wanted(options))], [.. second.Except(first).Where(DatasetDrift.Wanted(options))]);
    }

    private async ValueTask<(TypedRows? Reference, TypedRows Current)> TypedAsync(DatasetRows delivered, HashSet<string> withheld, CancellationToken cancellationToken)
    {
        Func<string, bool> wanted = DatasetDrift.Wanted(options);
        if (reference.Profile is { } profile)
        {
            DataContract types = await DatasetTypes.OfAsync(profile, delivered, wanted, withheld, cancellationToken).ConfigureAwait(false);
            DataContract? own = reference.Rows is { } rows ? await DatasetTypes.OfAsync(profile, rows, wanted, withheld, cancellationToken).ConfigureAwait(false) : null;
            return (own is null ? null : Typed(reference.Rows!, own, withheld), Typed(delivered, types, withheld));
        }

        DatasetTypes both = await DatasetTypes.OfAsync(reference.Rows!, delivered, wanted, withheld, cancellationToken).ConfigureAwait(false);
        return (Typed(reference.Rows!, both.Reference, withheld), Typed(delivered, both.Current, withheld));
    }

    private TypedRows Typed(DatasetRows rows, DataContract contract, HashSet<string> withheld) => contract.Columns.Count > 0
        ? new(rows, contract, withheld)
        : throw new ArgumentException(
            $"There is no column that both sides have and that can be compared. Only the reference has: {Listed(_onlyReference)}. Only the current data have: {Listed(_onlyCurrent)}.");

    private static string Listed(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);

    private async ValueTask<DatasetProfile> ProfileAsync(TypedRows rows, CancellationToken cancellationToken)
    {
        (DatasetProfile profile, string? note) = await rows.ProfileAsync(cancellationToken).ConfigureAwait(false);
        if (note is not null)
        {
            _notes.Add(note);
        }

        return profile;
    }

    private static async ValueTask<ColumnProfile> ReferenceAsync(TypedRows? rows, DatasetProfile profile, string column, CancellationToken cancellationToken)
    {
        ColumnProfile known = profile.Columns.First(each => each.Name == column);
        if (IsExact(known) || rows is null)
        {
            return known;
        }

        ColumnProfile exact = await rows.ExactAsync(column, cancellationToken).ConfigureAwait(false);
        return exact.Rows == known.Rows
            ? exact
            : throw new IngestionException(string.Create(
                CultureInfo.InvariantCulture, $"The profile of the reference is of {known.Rows} rows and the data given for it have {exact.Rows}. Give the rows that the profile was made of.")) { Origin = column };
    }

    private async ValueTask<ConceptReport?> ConceptAsync(
        DatasetProfile referenceProfile, DatasetProfile currentProfile, TypedRows? first, TypedRows second, CancellationToken cancellationToken)
    {
        if (plan.Target is not { } target)
        {
            return null;
        }

        string[] features =
        [
            .. referenceProfile.Columns.Where(column => column.Name != target && plan.KindOf(column.Name) is not null && HasDistribution(column)).Select(column => column.Name)
                .Intersect(currentProfile.Columns.Where(HasDistribution).Select(column => column.Name)),
        ];
        bool known = new[] { referenceProfile, currentProfile }.All(profile => profile.Columns.Any(column => column.Name == target && HasDistribution(column)));
        string? why = !known ? "the target is masked, or neither a number nor of categories"
            : first is null ? "the reference is a profile, which does not say how the target goes with the features"
            : features.Length == 0 ? "there is no feature of numbers or categories on both sides"
            : referenceProfile.Rows == 0 || currentProfile.Rows == 0 ? "a side has no rows" : null;
        if (why is not null)
        {
            _notes.Add($"The concept was not compared: {why}.");
            return null;
        }

        ConceptDriftOptions used = options.Concept with { Features = features };
        return await ConceptDrift.CompareAsync(referenceProfile, first!.ReadAsync(cancellationToken), second.ReadAsync(cancellationToken), target, used, cancellationToken).ConfigureAwait(false);
    }

    private static bool HasDistribution(ColumnProfile column) => column.Numeric is not null || column.Categorical is not null;

    private static bool IsExact(ColumnProfile column) => column.Numeric is not { RankError: > 0 } && column.Categorical is not { Other: > 0 };

    // Columns without a partner have no profile; the note names them.
    private static DatasetProfile With(DatasetProfile profile, IReadOnlyList<string> names) => profile with
    {
        Columns = [.. profile.Columns, .. names.Except(profile.Columns.Select(column => column.Name)).Select(name => new ColumnProfile(name, "string", profile.Rows, 0))],
    };
}
