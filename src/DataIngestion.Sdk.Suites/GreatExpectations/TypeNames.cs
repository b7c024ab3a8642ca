namespace DataIngestion.GreatExpectations;

/// <summary>The names of Python's, numpy's, Spark's and SQL's types for the types of columns.</summary>
internal static class TypeNames
{
    private static readonly ColumnType[] Integers = [ColumnType.Int8, ColumnType.Int16, ColumnType.Int32, ColumnType.Int64];
    private static readonly ColumnType[] Floats = [ColumnType.Float32, ColumnType.Float64];
    private static readonly ColumnType[] Text = [ColumnType.String];
    private static readonly ColumnType[] Flags = [ColumnType.Boolean];
    private static readonly ColumnType[] Times = [ColumnType.Timestamp, ColumnType.TimestampWithoutZone];

    private static readonly Dictionary<string, ColumnType[]> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["int"] = Integers,
        ["int_"] = Integers,
        ["integer"] = Integers,
        ["long"] = Integers,
        ["int8"] = [ColumnType.Int8],
        ["int16"] = [ColumnType.Int16],
        ["int32"] = [ColumnType.Int32],
        ["int64"] = [ColumnType.Int64],
        ["IntegerType"] = [ColumnType.Int32],
        ["LongType"] = [ColumnType.Int64],
        ["bigint"] = [ColumnType.Int64],
        ["smallint"] = [ColumnType.Int16],
        ["float"] = Floats,
        ["float_"] = Floats,
        ["double"] = Floats,
        ["float32"] = [ColumnType.Float32],
        ["float64"] = [ColumnType.Float64],
        ["FloatType"] = [ColumnType.Float32],
        ["DoubleType"] = [ColumnType.Float64],
        ["str"] = Text,
        ["string"] = Text,
        ["StringType"] = Text,
        ["text"] = Text,
        ["varchar"] = Text,
        ["bool"] = Flags,
        ["bool_"] = Flags,
        ["boolean"] = Flags,
        ["BooleanType"] = Flags,
        ["date"] = [ColumnType.Date],
        ["DateType"] = [ColumnType.Date],
        ["datetime"] = Times,
        ["datetime64"] = Times,
        ["datetime64[ns]"] = Times,
        ["timestamp"] = Times,
        ["TimestampType"] = Times,
    };

    public static ColumnType[] Of(Arguments arguments, string argument, string name) => Types.TryGetValue(name, out ColumnType[]? types)
        ? types
        : throw arguments.Fault(argument, $"the type '{name}' is unknown; known are {string.Join(", ", Types.Keys.Order(StringComparer.Ordinal))}");
}
