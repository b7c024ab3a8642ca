using Apache.Arrow;
using DataIngestion.Profiles;

namespace DataIngestion.Drift;

/// <summary>What is compared: bins that the reference's profile gives. Immutable.</summary>
internal sealed record ConceptPlan(
    ConceptDriftOptions Options, TargetCodes Target, ColumnType TargetType, IReadOnlyList<FeatureBins> Features, IReadOnlyList<FeatureBins> Segments, string? Note)
{
    public static ConceptPlan Of(DatasetProfile reference, Schema schema, string target, ConceptDriftOptions options)
    {
        Dictionary<string, ColumnProfile> columns = reference.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        ColumnProfile own = columns.GetValueOrDefault(target) ?? throw Unknown(target, nameof(target));
        List<FeatureBins> features = [];
        List<string> without = [];
        foreach (string name in options.Features ?? [.. reference.Columns.Select(column => column.Name).Where(name => name != target)])
        {
            ColumnProfile profile = name == target
                ? throw new ArgumentException($"Column '{name}' cannot be target and feature.", nameof(options))
                : columns.GetValueOrDefault(name) ?? throw Unknown(name, nameof(options));
            if (FeatureBins.Of(profile, options.Bins) is { } bins)
            {
                features.Add(bins);
            }
            else
            {
                without.Add(name);
            }
        }

        string? note = without.Count == 0 ? null : $"Not compared, without a distribution of numbers or categories: {string.Join(", ", without)}.";
        Field field = schema.GetFieldByName(target) ?? throw Unknown(target, nameof(target));
        return new(options, TargetCodes.Of(own, options.MaximumClasses), ArrowColumnType.Of(field), features, Segmented(columns, target, options.Segments, options.Bins), note);
    }

    public static IReadOnlyList<FeatureBins> Segmented(
        IReadOnlyDictionary<string, ColumnProfile> columns, string target, IReadOnlyList<string> segments, int bins) => [.. segments.Select(name =>
        name == target
            ? throw new ArgumentException($"Column '{name}' cannot be target and segment.", nameof(segments))
            : FeatureBins.Of(columns.GetValueOrDefault(name) ?? throw Unknown(name, nameof(segments)), bins)
                ?? throw new ArgumentException($"Column '{name}' has no distribution of numbers or categories, so it makes no segments.", nameof(segments)))];

    public static IArrowArray Column(RecordBatch batch, string name) => batch.Schema.GetFieldIndex(name) is var at && at >= 0
        ? batch.Column(at)
        : throw new ArgumentException($"A batch has no column '{name}'.", nameof(batch));

    public static bool SameForm(bool isNumber, Field field) => ArrowColumnType.Of(field) is var type && isNumber
        ? type.IsNumeric
        : type.Kind is ColumnKind.String or ColumnKind.Boolean;

    private static ArgumentException Unknown(string column, string parameter) => new($"The reference has no column '{column}'.", parameter);
}
