using System.Text.Json.Nodes;

namespace DataIngestion.Pandera;

/// <summary>One column of a schema.</summary>
/// <param name="Place">Where the schema holds it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, or null where the schema states none.</param>
/// <param name="Nullable">Whether values may be missing.</param>
/// <param name="Unique">Whether values may not repeat.</param>
/// <param name="Required">Whether the column has to be there.</param>
/// <param name="DropsInvalidRows">Whether failing rows are dropped instead of failing the whole.</param>
/// <param name="Checks">Its checks.</param>
internal sealed record PanderaColumn(
    string Place, string Name, ColumnType? Type, bool Nullable, bool Unique, bool Required, bool DropsInvalidRows, IReadOnlyList<PanderaCheck> Checks);

/// <summary>One check of a column.</summary>
/// <param name="Place">Where the schema holds it.</param>
/// <param name="Name">Its name in full, such as <c>greater_than</c>.</param>
/// <param name="Value">Its argument: a value, a list or an object of arguments.</param>
/// <param name="Options">Its options.</param>
internal sealed record PanderaCheck(string Place, string Name, JsonNode? Value, JsonObject Options);
