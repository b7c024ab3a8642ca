using System.IO.Hashing;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>One column of a key: writes its values, or their hashes, as bytes of fixed width into one row after the other.</summary>
/// <param name="field">The column. A dictionary counts as the type of its values.</param>
/// <param name="rule">The name of the rule, for messages.</param>
/// <param name="seed">Seeds the hashes.</param>
internal sealed class KeyColumn(Field field, string rule, long seed)
{
    private readonly IArrowType _type = ValueType(field.DataType);

    public string Name { get; } = field.Name;

    /// <summary>Whether values are replaced by a hash of theirs.</summary>
    public bool IsHashed { get; } = ValueType(field.DataType) is StringType or BinaryType;

    public int Width { get; } = ValueType(field.DataType) switch
    {
        BooleanType or Int8Type => 1,
        Int16Type => 2,
        Int32Type or FloatType or Date32Type => 4,
        Int64Type or DoubleType or TimestampType => 8,
        Decimal128Type or StringType or BinaryType => 16,
        _ => throw SchemaColumns.NotApplicable(field, rule, "the types of a contract"),
    };

    public IArrowArray ArrayOf(RecordBatch batch)
    {
        IArrowArray array = batch.Column(Name);
        string found = SchemaColumns.TypeName(ValueType(array.Data.DataType));
        string wanted = SchemaColumns.TypeName(_type);
        return found == wanted
            ? array
            : throw new ArgumentException($"The key column '{Name}' is {found} here and {wanted} elsewhere, so keys cannot be compared.", nameof(batch));
    }

    /// <summary>Marks the rows that hold no value, by a null of their own or of the dictionary.</summary>
    public static void MarkMissing(IArrowArray array, Span<bool> missing)
    {
        Validity validity = new(array);
        for (int row = 0; !validity.AllValid && row < missing.Length; row++)
        {
            missing[row] |= !validity[row];
        }

        if (array is DictionaryArray { Dictionary.NullCount: > 0 } coded)
        {
            ReadOnlySpan<int> codes = Codes(coded);
            Validity entries = new(coded.Dictionary);
            for (int row = 0; row < missing.Length; row++)
            {
                missing[row] |= !missing[row] && !entries[codes[row]];
            }
        }
    }

    /// <summary>Whether <see cref="MarkMissing"/> can mark a row.</summary>
    public static bool MayMiss(IArrowArray array) => array.NullCount != 0 || array is DictionaryArray { Dictionary.NullCount: > 0 };

    /// <summary>Writes the value of row n to <paramref name="target"/> + n * <paramref name="stride"/>. Rows without a value get any bytes.</summary>
    public void Write(IArrowArray array, ref byte target, int stride)
    {
        switch (_type)
        {
            case BooleanType:
                Booleans(array, ref target, stride);
                break;
            case Int8Type:
                Fixed<byte>(array, ref target, stride);
                break;
            case Int16Type:
                Fixed<short>(array, ref target, stride);
                break;
            case Int32Type or Date32Type:
                Fixed<int>(array, ref target, stride);
                break;
            case FloatType:
                Float32(array, ref target, stride);
                break;
            case DoubleType:
                Float64(array, ref target, stride);
                break;
            case Int64Type or TimestampType:
                Fixed<long>(array, ref target, stride);
                break;
            case Decimal128Type:
                Fixed<UInt128>(array, ref target, stride);
                break;
            default:
                Text(array, ref target, stride);
                break;
        }
    }

    private static IArrowType ValueType(IArrowType type) => type is DictionaryType coded ? coded.ValueType : type;

    private static ReadOnlySpan<int> Codes(DictionaryArray array) => array.Indices is Int32Array
        ? Cells.Of<int>(array.Indices)
        : throw new ArgumentException($"A dictionary is indexed by int32 here, and one is indexed by {array.Indices.Data.DataType.Name}.", nameof(array));

    private static void Fixed<T>(IArrowArray array, ref byte target, int stride)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        for (int row = 0; row < values.Length; row++)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, (nint)row * stride), values[row]);
        }
    }

    private static void Booleans(IArrowArray array, ref byte target, int stride)
    {
        BooleanCells values = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            Unsafe.Add(ref target, (nint)row * stride) = values[row] ? (byte)1 : (byte)0;
        }
    }

    // -0 equals 0, and there is one NaN. Adding zero turns -0 into 0.
    private static void Float32(IArrowArray array, ref byte target, int stride)
    {
        ReadOnlySpan<float> values = Cells.Of<float>(array);
        for (int row = 0; row < values.Length; row++)
        {
            float value = float.IsNaN(values[row]) ? float.NaN : values[row] + 0f;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, (nint)row * stride), value);
        }
    }

    private static void Float64(IArrowArray array, ref byte target, int stride)
    {
        ReadOnlySpan<double> values = Cells.Of<double>(array);
        for (int row = 0; row < values.Length; row++)
        {
            double value = double.IsNaN(values[row]) ? double.NaN : values[row] + 0d;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, (nint)row * stride), value);
        }
    }

    private void Text(IArrowArray array, ref byte target, int stride)
    {
        if (array is DictionaryArray coded)
        {
            Coded(coded, ref target, stride);
            return;
        }

        ByteCells values = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, (nint)row * stride), XxHash128.HashToUInt128(values[row], seed));
        }
    }

    private void Coded(DictionaryArray array, ref byte target, int stride)
    {
        ReadOnlySpan<int> codes = Codes(array);
        UInt128[] hashes = new UInt128[array.Dictionary.Length];
        ByteCells values = new(array.Dictionary);
        for (int entry = 0; entry < hashes.Length; entry++)
        {
            hashes[entry] = XxHash128.HashToUInt128(values[entry], seed);
        }

        // What stands in the place of a missing row's code may be no code.
        Validity validity = new(array);
        for (int row = 0; row < codes.Length; row++)
        {
            UInt128 hash = validity[row] ? hashes[codes[row]] : UInt128.Zero;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, (nint)row * stride), hash);
        }
    }
}
