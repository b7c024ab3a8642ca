using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Validation;

/// <summary>Finds the column of a check, with one message for what is wrong.</summary>
internal static class CheckedColumn
{
    public static (int Index, IArrowType Type) Find(Schema schema, string column, string check)
    {
        int index = schema.FieldsList.ToList().FindIndex(field => field.Name == column);
        return index < 0
            ? throw new ArgumentException($"The rule '{check}' needs column '{column}'. There are: {string.Join(", ", schema.FieldsList.Select(field => field.Name))}.")
            : (index, schema.FieldsList[index].DataType);
    }

    public static ArgumentException WrongType(string check, string column, IArrowType type, string wanted) =>
        new($"The rule '{check}' is for {wanted}, and column '{column}' is {type.Name}.");
}
