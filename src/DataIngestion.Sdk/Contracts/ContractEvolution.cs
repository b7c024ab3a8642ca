namespace DataIngestion.Contracts;

/// <summary>Lets a contract follow a delivery with new columns.</summary>
internal static class ContractEvolution
{
    /// <summary>Adds the inferred columns that the contract does not know, at its end and in delivered order. Names that differ only in case are left to the findings of the binding.</summary>
    public static DataContract AddNewColumns(DataContract contract, DataContract inferred) => contract with
    {
        Columns =
        [
            .. contract.Columns,
            .. inferred.Columns.Where(column => !contract.Columns.Any(known => known.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase)))
                .Select(column => column with { Required = false }),
        ],
    };
}
