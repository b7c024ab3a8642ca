using System.Collections.ObjectModel;

namespace DataIngestion.Delta;

internal sealed record DeltaField
{
    public required string Name { get; init; }

    // Null for nested types and for types that this library does not know.
    public ColumnType? Type { get; init; }

    // The JSON of "type": a quoted name, or an object for nested types.
    public required string TypeJson { get; init; }

    public bool Nullable { get; init; } = true;

    // Key to JSON text of the value.
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
