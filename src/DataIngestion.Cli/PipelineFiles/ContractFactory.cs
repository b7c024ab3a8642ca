namespace DataIngestion.Cli.PipelineFiles;

internal static class ContractFactory
{
    public static DataContract Build(ContractSection section)
    {
        DataContract defaults = new([]);
        return new DataContract([.. section.Columns.Select(Column)])
        {
            PrimaryKey = section.PrimaryKey,
            NewColumns = YamlValue.Enum(section.NewColumns, defaults.NewColumns, "contract.new_columns"),
            MissingColumns = YamlValue.Enum(section.MissingColumns, defaults.MissingColumns, "contract.missing_columns"),
            ReorderedColumns = YamlValue.Enum(section.ReorderedColumns, defaults.ReorderedColumns, "contract.reordered_columns"),
            MalformedRows = YamlValue.Enum(section.MalformedRows, defaults.MalformedRows, "contract.malformed_rows"),
            DuplicateKeys = YamlValue.Enum(section.DuplicateKeys, defaults.DuplicateKeys, "contract.duplicate_keys"),
        };
    }

    private static ColumnContract Column(ColumnSection section, int index)
    {
        string name = YamlValue.Required(section.Name, $"contract.columns[{index}].name");
        string where = $"contract.columns[{name}]";
        ColumnContract column = new(name, ColumnType.Parse(YamlValue.Required(section.Type, where + ".type")));
        return column with
        {
            Required = section.Required,
            Formats = section.Formats ?? (section.Format is null ? [] : [section.Format]),
            TrueValues = section.TrueValues ?? column.TrueValues,
            FalseValues = section.FalseValues ?? column.FalseValues,
            MissingMarkers = section.Missing ?? [],
            DecimalSign = YamlValue.Character(section.DecimalSign, where + ".decimal_sign") ?? column.DecimalSign,
            OnMismatch = YamlValue.Enum(section.OnMismatch, column.OnMismatch, where + ".on_mismatch"),
        };
    }
}
