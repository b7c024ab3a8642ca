namespace DataIngestion.Delta;

// Which table features this library reads and writes. Asked before anything else of a table is used.
internal static class DeltaFeatures
{
    public const string AppendOnly = "appendOnly";
    public const string ChangeDataFeed = "changeDataFeed";
    public const string DomainMetadata = "domainMetadata";
    public const string Invariants = "invariants";
    public const string TimestampNtz = "timestampNtz";

    private const string ColumnMapping = "columnMapping";
    private const string VacuumProtocolCheck = "vacuumProtocolCheck";

    // vacuumProtocolCheck asks nothing of a reader; v2Checkpoint tables are read but never written.
    private static readonly string[] Readable = [TimestampNtz, "v2Checkpoint", VacuumProtocolCheck];

    // The last three are accepted while no column or property makes use of them.
    private static readonly string[] Writable =
        [AppendOnly, Invariants, DomainMetadata, TimestampNtz, ChangeDataFeed, VacuumProtocolCheck, "checkConstraints", "generatedColumns", "identityColumns"];

    // Field metadata that obliges a writer to evaluate something, and the feature it belongs to.
    private static readonly (string Key, string Feature)[] FieldObligations =
    [
        ("delta.invariants", Invariants),
        ("delta.generationExpression", "generatedColumns"),
        ("delta.identity.", "identityColumns"),
    ];

    public static void EnsureReadable(DeltaProtocol protocol, string table)
    {
        if (protocol.MinReaderVersion > 3)
        {
            throw Refused(table, $"minReaderVersion {protocol.MinReaderVersion}", "read", "3 is the highest supported.");
        }

        if (protocol.MinReaderVersion == 3 && protocol.ReaderFeatures?.FirstOrDefault(feature => !Readable.Contains(feature)) is { } unknown)
        {
            throw Refused(table, unknown, "read", $"Supported reader features are {string.Join(", ", Readable)}.");
        }
    }

    // What a protocol of versions instead of features allows but the properties decide.
    public static void EnsureReadable(DeltaMetadata metadata, string table)
    {
        if (metadata.Configuration.TryGetValue("delta.columnMapping.mode", out string? mode) && mode != "none")
        {
            throw Refused(table, ColumnMapping, "read", $"delta.columnMapping.mode is '{mode}'.");
        }

        if (metadata.FormatProvider != "parquet")
        {
            throw Refused(table, $"format {metadata.FormatProvider}", "read", "Only Parquet data files are supported.");
        }
    }

    public static void EnsureWritable(DeltaProtocol protocol, DeltaMetadata metadata, string table)
    {
        if (protocol.MinWriterVersion > 7)
        {
            throw Refused(table, $"minWriterVersion {protocol.MinWriterVersion}", "written", "7 is the highest supported.");
        }

        if (protocol.MinWriterVersion == 7 && protocol.WriterFeatures?.FirstOrDefault(feature => !Writable.Contains(feature)) is { } unknown)
        {
            throw Refused(table, unknown, "written", $"Supported writer features are {string.Join(", ", Writable)}.");
        }

        EnsureNothingToEvaluate(metadata, table);
    }

    // The features that a writer version stands for, less those that a table supported here cannot use.
    public static IEnumerable<string> ImpliedByWriter(int version, DeltaMetadata metadata)
    {
        string[] implied = version >= 2 ? [AppendOnly, Invariants] : [];
        return version >= 4 && metadata.IsOn("delta.enableChangeDataFeed") ? [.. implied, ChangeDataFeed] : implied;
    }

    private static void EnsureNothingToEvaluate(DeltaMetadata metadata, string table)
    {
        if (metadata.Configuration.Keys.FirstOrDefault(key => key.StartsWith("delta.constraints.", StringComparison.OrdinalIgnoreCase)) is { } constraint)
        {
            throw Refused(table, "checkConstraints", "written", $"It has the constraint {constraint}, which would have to be evaluated. Drop it or write with its owner.");
        }

        foreach ((string key, string feature) in FieldObligations)
        {
            if (metadata.Schema.Fields.FirstOrDefault(field => Carries(field, key)) is { } column)
            {
                throw Refused(table, feature, "written", $"Column '{column.Name}' has {key.TrimEnd('.')}, which would have to be evaluated.", column.Name);
            }
        }
    }

    private static bool Carries(DeltaField field, string key) =>
        field.Metadata.Keys.Any(name => name.StartsWith(key, StringComparison.Ordinal)) || field.TypeJson.Contains('"' + key, StringComparison.Ordinal);

    private static DeltaTableException Refused(string table, string feature, string verb, string detail, string? column = null) =>
        new($"The Delta table {table} cannot be {verb}: it uses {feature}, which is not supported. {detail}") { Origin = table, Feature = feature, Column = column };
}
