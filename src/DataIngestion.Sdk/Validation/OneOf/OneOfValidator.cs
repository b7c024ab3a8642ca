using System.Collections.Frozen;
using System.Globalization;
using System.IO.Hashing;
using System.Numerics;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Binds a set of allowed values to a column's type.</summary>
internal interface IAllowedValues
{
    string Expected { get; }

    ColumnKernel? Bind(IArrowType type);
}

internal sealed class OneOfValidator(string column, IReadOnlyList<string> shown, IAllowedValues allowed) : IValidator
{
    private const int LongestList = 120;

    private readonly string _list = List(shown);

    public string Name => $"one_of({column}, {_list})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public IValidation Begin(Schema schema)
    {
        Field field = SchemaColumns.Require(schema, column, Name);
        ColumnKernel kernel = allowed.Bind(field.DataType) ?? throw SchemaColumns.NotApplicable(field, Name, allowed.Expected);
        return new RowValidation(column, $"{column} to be one of {_list}", kernel);
    }

    // Names tell rules apart, so a list that is cut carries a hash of the whole.
    private static string List(IReadOnlyList<string> shown)
    {
        string list = string.Join(", ", shown);
        if (list.Length <= LongestList)
        {
            return list;
        }

        uint hash = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(string.Join('\0', shown)));
        return string.Create(CultureInfo.InvariantCulture, $"{list[..LongestList]}… {shown.Count} values, {hash:x8}");
    }
}

internal sealed class AllowedTexts(IEnumerable<string> texts) : IAllowedValues
{
    private readonly HashSet<byte[]> _texts = new(texts.Select(Encoding.UTF8.GetBytes), new Utf8Comparer());

    public string Expected => "strings";

    public ColumnKernel? Bind(IArrowType type) => type is StringType ? Check : null;

    private void Check(IArrowArray array, RowFailures failures)
    {
        if (array is DictionaryArray encoded)
        {
            EncodedRows.Add(encoded, Check, failures);
            return;
        }

        HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> lookup = _texts.GetAlternateLookup<ReadOnlySpan<byte>>();
        Validity validity = new(array);
        ByteCells cells = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (validity[row] && !lookup.Contains(cells[row]))
            {
                failures.Add(row);
            }
        }
    }
}

internal sealed class AllowedNumbers(IReadOnlyList<ExactNumber> numbers) : IAllowedValues
{
    public string Expected => "numbers";

    public ColumnKernel? Bind(IArrowType type) => type switch
    {
        Int8Type => Whole<sbyte>(0),
        Int16Type => Whole<short>(0),
        Int32Type => Whole<int>(0),
        Int64Type => Whole<long>(0),
        Decimal128Type number => Whole<Int128>(number.Scale),
        FloatType => Of(numbers.Select(number => number.Nearest<float>())),
        DoubleType => Of(numbers.Select(number => number.Nearest<double>())),
        _ => null,
    };

    // A number that the column cannot hold can stay out of the set.
    private ColumnKernel Whole<T>(int scale)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        Of(numbers
            .Where(number => number.IsWhole(scale))
            .Select(number => number.Floor(scale))
            .Where(number => number >= BigInteger.CreateChecked(T.MinValue) && number <= BigInteger.CreateChecked(T.MaxValue))
            .Select(T.CreateChecked));

    private static ColumnKernel Of<T>(IEnumerable<T> numbers)
        where T : unmanaged, INumber<T>
    {
        FrozenSet<T> set = numbers.ToFrozenSet();
        return (array, failures) => Check(array, set, failures);
    }

    private static void Check<T>(IArrowArray array, FrozenSet<T> set, RowFailures failures)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        Validity validity = new(array);
        for (int row = 0; row < values.Length; row++)
        {
            if (validity[row] && !set.Contains(values[row]))
            {
                failures.Add(row);
            }
        }
    }
}

/// <summary>Compares UTF-8 text without making strings of it.</summary>
internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)XxHash3.HashToUInt64(alternate);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
