using Apache.Arrow;
using DataIngestion.Profiles;

namespace DataIngestion.Drift;

/// <summary>What is compared: bins that the reference's profile gives. Immutable.</summary>
internal sealed record ConceptPlan(
    ConceptDriftOptions Options, TargetCodes Target, ColumnType TargetType, IReadOnlyList<FeatureBins> Features, IReadOnlyList<FeatureBins> Segments, string? Note)
{
    /// <summary>Profiles are asked for one column a thread at a time, and dropped when its bins are made.</summary>
    public static ConceptPlan Of(
        IReadOnlyList<string> columns, Func<string, ColumnProfile> profile, Schema schema, string target, ConceptDriftOptions options, CancellationToken cancellationToken)
    {
        HashSet<string> known = [.. columns];
        string[] names = [.. options.Features ?? columns.Where(name => name != target)];
        foreach (string name in names.Concat(options.Segments).Append(target).Where(name => !known.Contains(name)))
        {
            throw Unknown(name);
        }

        if (names.Contains(target) || options.Segments.Contains(target))
        {
            throw new ArgumentException($"Column '{target}' cannot be target and feature or segment.", nameof(target));
        }

        FeatureBins?[] bins = new FeatureBins?[names.Length];
        ColumnBatches.ForEach(names.Length, index => bins[index] = FeatureBins.Of(profile(names[index]), options.Bins), cancellationToken);
        string[] without = [.. names.Where((_, index) => bins[index] is null)];
        string? note = without.Length == 0 ? null : $"Not compared, without a distribution of numbers or categories: {string.Join(", ", without)}.";
        return new(
            options,
            TargetCodes.Of(profile(target), options.MaximumClasses),
            ArrowColumnType.Of(schema.GetFieldByName(target) ?? throw Unknown(target)),
            [.. bins.OfType<FeatureBins>()],
            Segmented(profile, options.Segments, options.Bins),
            note);
    }

    public static IReadOnlyList<FeatureBins> Segmented(Func<string, ColumnProfile> profile, IReadOnlyList<string> segments, int bins) =>
        [.. segments.Select(name => FeatureBins.Of(profile(name), bins)
            ?? throw new ArgumentException($"Column '{name}' has no distribution of numbers or categories, so it makes no segments.", nameof(segments)))];

    public static IArrowArray Column(RecordBatch batch, string name) => batch.Schema.GetFieldIndex(name) is var at && at >= 0
        ? batch.Column(at)
        : throw new ArgumentException($"A batch has no column '{name}'.", nameof(batch));

    public static bool SameForm(bool isNumber, Field field) => ArrowColumnType.Of(field) is var type && isNumber
        ? type.IsNumeric
        : type.Kind is ColumnKind.String or ColumnKind.Boolean;

    private static ArgumentException Unknown(string column) => new($"The reference has no column '{column}'.");
}
