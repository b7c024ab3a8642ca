using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Validation;

/// <summary>Binds a set of allowed values to a column's type.</summary>
internal interface IAllowedValues
{
    string Expected { get; }

    /// <summary>Finds the values outside of the set, or those in it where they are forbidden.</summary>
    ColumnKernel? Bind(IArrowType type, bool forbidden);
}

internal sealed class OneOfValidator(string column, IReadOnlyList<string> shown, IAllowedValues values, bool forbidden) : IValidator
{
    private const int LongestList = 120;

    private readonly string _list = List(shown);

    public string Name => $"{(forbidden ? "not_one_of" : "one_of")}({column}, {_list})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field field = SchemaColumns.Require(context.Schema, column, Name);
        ColumnKernel kernel = values.Bind(field.DataType, forbidden) ?? throw SchemaColumns.NotApplicable(field, Name, values.Expected);
        return new RowValidation(column, $"{column} to be {(forbidden ? "none" : "one")} of {_list}", kernel);
    }

    /// <summary>A list for names of rules. They tell rules apart, so a list that is cut carries a hash of the whole, and a value that reads like a list is quoted.</summary>
    public static string List(IReadOnlyList<string> shown)
    {
        string list = string.Join(", ", shown.Select(value => value.Contains(", ", StringComparison.Ordinal) || value.StartsWith('"') ? $"\"{value}\"" : value));
        if (list.Length <= LongestList)
        {
            return list;
        }

        uint hash = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(string.Join('\0', shown)));
        return string.Create(CultureInfo.InvariantCulture, $"{list[..LongestList]}… {shown.Count} values, {hash:x8}");
    }
}
