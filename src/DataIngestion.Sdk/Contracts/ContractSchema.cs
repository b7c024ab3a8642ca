using Apache.Arrow;

namespace DataIngestion.Contracts;

/// <summary>The Arrow schema that a contract stands for.</summary>
internal static class ContractSchema
{
    public static Schema Of(DataContract contract) =>
        new(contract.Columns.Select(column => new Field(column.Name, column.Type.ToArrow(), !column.Required)), null);
}
