namespace DataIngestion.Pandera;

/// <summary>Types of pandas, numpy and PyArrow by the names that Pandera writes.</summary>
internal static class PanderaTypes
{
    private static readonly Dictionary<string, ColumnType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bool"] = ColumnType.Boolean,
        ["boolean"] = ColumnType.Boolean,
        ["int8"] = ColumnType.Int8,
        ["int16"] = ColumnType.Int16,
        ["int32"] = ColumnType.Int32,
        ["int64"] = ColumnType.Int64,
        ["int"] = ColumnType.Int64,
        ["float32"] = ColumnType.Float32,
        ["float64"] = ColumnType.Float64,
        ["float"] = ColumnType.Float64,
        ["str"] = ColumnType.String,
        ["string"] = ColumnType.String,
        ["string[python]"] = ColumnType.String,
        ["string[pyarrow]"] = ColumnType.String,
        ["date"] = ColumnType.Date,
        ["datetime"] = ColumnType.TimestampWithoutZone,
        ["datetime64"] = ColumnType.TimestampWithoutZone,
        ["datetime64[ns]"] = ColumnType.TimestampWithoutZone,
        ["datetime64[us]"] = ColumnType.TimestampWithoutZone,
        ["datetime64[ms]"] = ColumnType.TimestampWithoutZone,
        ["datetime64[ns, utc]"] = ColumnType.Timestamp,
        ["datetime64[us, utc]"] = ColumnType.Timestamp,
    };

    /// <returns>The type; null for <c>object</c>, which is any.</returns>
    public static ColumnType? Parse(string? name, string place) => name switch
    {
        null or "object" => null,
        _ when Types.TryGetValue(name, out ColumnType? type) => type,
        _ => throw new SuiteImportException(place, $"The dtype '{name}' is not supported. Supported are: {string.Join(", ", Types.Keys.Order(StringComparer.Ordinal))}, object."),
    };
}
