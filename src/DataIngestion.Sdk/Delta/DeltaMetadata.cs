using System.Collections.ObjectModel;
using System.Globalization;

namespace DataIngestion.Delta;

internal sealed record DeltaMetadata
{
    private readonly string _schemaString = "";

    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string FormatProvider { get; init; } = "parquet";

    public required string SchemaString
    {
        get => _schemaString;
        init => (_schemaString, Schema) = (value, DeltaSchema.Parse(value));
    }

    // SchemaString, parsed; it follows every change of it.
    public DeltaSchema Schema { get; private init; } = null!;

    public IReadOnlyList<string> PartitionColumns { get; init; } = [];

    public IReadOnlyDictionary<string, string> Configuration { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    // Milliseconds since the epoch.
    public long? CreatedTime { get; init; }

    public static DeltaMetadata Create(Guid id, DeltaSchema schema, DateTimeOffset created) => new()
    {
        Id = id.ToString("D"),
        SchemaString = schema.ToJson(),
        CreatedTime = created.ToUnixTimeMilliseconds(),
    };

    public bool IsOn(string property) =>
        Configuration.TryGetValue(property, out string? value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);

    public int CheckpointInterval =>
        Configuration.TryGetValue("delta.checkpointInterval", out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int interval) && interval > 0 ? interval : 10;
}
