using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.GreatExpectations;

/// <summary>Compares columns for row conditions: numbers, truth values and times as numbers, text by its bytes.</summary>
internal static class ConditionCells
{
    public static void RequireReadable(Field? field, string column, string text)
    {
        IArrowType? type = field?.DataType is DictionaryType encoded ? encoded.ValueType : field?.DataType;
        if (type is not (StringType or BooleanType or NumberType or TimestampType or Date32Type))
        {
            throw new ArgumentException($"The row condition '{text}' cannot read the column '{column}' of the type {type?.Name ?? "none"}.");
        }
    }

    public static bool[] Present(IArrowArray array, bool present)
    {
        bool[] result = new bool[array.Length];
        Apache.Arrow.Array cells = (Apache.Arrow.Array)array;
        for (int row = 0; row < result.Length; row++)
        {
            result[row] = cells.IsValid(row) == present;
        }

        return result;
    }

    public static bool[] Compare(IArrowArray left, string sign, object right)
    {
        if (left is StringArray text)
        {
            return right is StringArray other ? Texts(text, sign, other) : right is string value ? Texts(text, sign, Encoding.UTF8.GetBytes(value)) : Unlike(text, sign);
        }

        double[] numbers = Numbers(left);
        return right switch
        {
            IArrowArray other and not StringArray => Numbers(numbers, sign, Numbers(other), 1),
            double value => Numbers(numbers, sign, [value], 0),
            bool value => Numbers(numbers, sign, [value ? 1 : 0], 0),
            string value when Moment(left, value) is { } moment => Numbers(numbers, sign, [moment], 0),
            _ => Unlike((Apache.Arrow.Array)left, sign),
        };
    }

    // Values of different kinds are never equal.
    private static bool[] Unlike(Apache.Arrow.Array array, string sign)
    {
        bool[] result = new bool[array.Length];
        System.Array.Fill(result, sign switch
        {
            "==" => false,
            "!=" => true,
            _ => throw new ArgumentException("A row condition orders a column against a value of another kind; compare numbers with numbers and texts with texts."),
        });
        return result;
    }

    private static bool[] Texts(StringArray left, string sign, ReadOnlySpan<byte> right)
    {
        bool[] result = new bool[left.Length];
        for (int row = 0; row < result.Length; row++)
        {
            result[row] = left.IsValid(row) ? Holds(left.GetBytes(row).SequenceCompareTo(right), sign) : sign == "!=";
        }

        return result;
    }

    private static bool[] Texts(StringArray left, string sign, StringArray right)
    {
        bool[] result = new bool[left.Length];
        for (int row = 0; row < result.Length; row++)
        {
            result[row] = left.IsValid(row) && right.IsValid(row) ? Holds(left.GetBytes(row).SequenceCompareTo(right.GetBytes(row)), sign) : sign == "!=";
        }

        return result;
    }

    private static bool Holds(int order, string sign) => sign switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    // NaN stands for a missing value: it compares as pandas has it.
    private static bool[] Numbers(double[] left, string sign, double[] right, int step)
    {
        bool[] result = new bool[left.Length];
        for (int row = 0; row < result.Length; row++)
        {
            double value = right[row * step];
            result[row] = sign switch
            {
                "==" => left[row] == value,
                "!=" => left[row] != value,
                "<" => left[row] < value,
                "<=" => left[row] <= value,
                ">" => left[row] > value,
                _ => left[row] >= value,
            };
        }

        return result;
    }

    private static double[] Numbers(IArrowArray array) => array switch
    {
        BooleanArray cells => Fill(cells, row => cells.GetValue(row)!.Value ? 1 : 0),
        TimestampArray cells => Fill(cells, row => cells.GetTimestamp(row)!.Value.UtcDateTime.Ticks),
        Date32Array cells => Fill(cells, row => cells.GetDateTime(row)!.Value.Ticks),
        DoubleArray cells => Fill(cells, row => cells.GetValue(row)!.Value),
        FloatArray cells => Fill(cells, row => cells.GetValue(row)!.Value),
        Int64Array cells => Fill(cells, row => cells.GetValue(row)!.Value),
        Int32Array cells => Fill(cells, row => cells.GetValue(row)!.Value),
        Int16Array cells => Fill(cells, row => cells.GetValue(row)!.Value),
        Int8Array cells => Fill(cells, row => cells.GetValue(row)!.Value),
        UInt64Array cells => Fill(cells, row => cells.GetValue(row)!.Value),
        UInt32Array cells => Fill(cells, row => cells.GetValue(row)!.Value),
        UInt16Array cells => Fill(cells, row => cells.GetValue(row)!.Value),
        UInt8Array cells => Fill(cells, row => cells.GetValue(row)!.Value),
        Decimal128Array cells => Fill(cells, row => cells.GetSqlDecimal(row)!.Value.ToDouble()),
        _ => throw new ArgumentException($"A row condition cannot read values of the type {array.Data.DataType.Name}."),
    };

    private static double[] Fill(Apache.Arrow.Array array, Func<int, double> read)
    {
        double[] values = new double[array.Length];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = array.IsValid(row) ? read(row) : double.NaN;
        }

        return values;
    }

    private static double? Moment(IArrowArray array, string text) =>
        array is TimestampArray or Date32Array && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime moment)
            ? moment.Ticks
            : null;
}
