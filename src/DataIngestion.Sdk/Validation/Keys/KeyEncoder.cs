using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Turns the key columns of a batch into one 128-bit value per row, column by column.</summary>
/// <remarks>Keys of fixed width that fit 16 bytes are packed, so equal values mean equal keys. Others are hashed with XxHash128 under a random seed: among 10^9 keys the chance of one false duplicate is below 2^-64, and without the seed nobody can prepare one.</remarks>
internal sealed class KeyEncoder
{
    private readonly Field[] _columns;
    private readonly int[] _widths;
    private readonly long _seed;
    private UInt128[] _keys = [];
    private bool[] _missing = [];

    public KeyEncoder(Schema schema, IReadOnlyList<string> columns, string rule, long seed)
    {
        _columns = [.. columns.Select(column => SchemaColumns.Require(schema, column, rule))];
        _widths = [.. _columns.Select(column => Width(column, rule))];
        _seed = seed;
        IsPacked = _widths.All(width => width > 0) && _widths.Sum() <= 16;
    }

    public bool IsPacked { get; }

    // Valid until the next call.
    public ReadOnlySpan<UInt128> Encode(RecordBatch batch, out ReadOnlySpan<bool> missing)
    {
        if (_keys.Length < batch.Length)
        {
            _keys = new UInt128[batch.Length];
            _missing = new bool[batch.Length];
        }

        Span<UInt128> keys = _keys.AsSpan(0, batch.Length);
        Span<bool> absent = _missing.AsSpan(0, batch.Length);
        keys.Clear();
        absent.Clear();
        for (int column = 0; column < _columns.Length; column++)
        {
            IArrowArray array = ArrayOf(batch, column);
            MarkMissing(array, absent);
            Append(array, column, keys);
            GC.KeepAlive(array);
        }

        missing = absent;
        return keys;
    }

    private static int Width(Field column, string rule) => column.DataType switch
    {
        BooleanType or Int8Type => 1,
        Int16Type => 2,
        Int32Type or FloatType or Date32Type => 4,
        Int64Type or DoubleType or TimestampType => 8,
        Decimal128Type => 16,
        StringType or BinaryType => 0,
        _ => throw SchemaColumns.NotApplicable(column, rule, "the types of a contract"),
    };

    private static void MarkMissing(IArrowArray array, Span<bool> missing)
    {
        Validity validity = new(array);
        for (int row = 0; !validity.AllValid && row < missing.Length; row++)
        {
            missing[row] |= !validity[row];
        }
    }

    private IArrowArray ArrayOf(RecordBatch batch, int column)
    {
        Field expected = _columns[column];
        IArrowArray array = batch.Column(expected.Name);
        string found = SchemaColumns.TypeName(array.Data.DataType);
        string wanted = SchemaColumns.TypeName(expected.DataType);
        return found == wanted
            ? array
            : throw new ArgumentException($"The key column '{expected.Name}' is {found} here and {wanted} elsewhere, so keys cannot be compared.", nameof(batch));
    }

    private void Append(IArrowArray array, int column, Span<UInt128> keys)
    {
        switch (_columns[column].DataType)
        {
            case BooleanType:
                Booleans(array, column, keys);
                break;
            case Int8Type:
                Fixed<byte>(array, column, keys);
                break;
            case Int16Type:
                Fixed<ushort>(array, column, keys);
                break;
            case Int32Type or Date32Type:
                Fixed<uint>(array, column, keys);
                break;
            case FloatType:
                Float32(array, column, keys);
                break;
            case DoubleType:
                Float64(array, column, keys);
                break;
            case Int64Type or TimestampType:
                Fixed<ulong>(array, column, keys);
                break;
            case Decimal128Type:
                Fixed<UInt128>(array, column, keys);
                break;
            default:
                Bytes(array, column, keys);
                break;
        }
    }

    private void Fixed<T>(IArrowArray array, int column, Span<UInt128> keys)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        for (int row = 0; row < values.Length; row++)
        {
            keys[row] = Join(keys[row], UInt128.CreateTruncating(values[row]), column);
        }
    }

    private void Booleans(IArrowArray array, int column, Span<UInt128> keys)
    {
        BooleanCells values = new(array);
        for (int row = 0; row < keys.Length; row++)
        {
            keys[row] = Join(keys[row], values[row] ? 1u : 0u, column);
        }
    }

    // -0 equals 0, and there is one NaN. Adding zero turns -0 into 0.
    private void Float32(IArrowArray array, int column, Span<UInt128> keys)
    {
        ReadOnlySpan<float> values = Cells.Of<float>(array);
        for (int row = 0; row < values.Length; row++)
        {
            float value = float.IsNaN(values[row]) ? float.NaN : values[row] + 0f;
            keys[row] = Join(keys[row], BitConverter.SingleToUInt32Bits(value), column);
        }
    }

    private void Float64(IArrowArray array, int column, Span<UInt128> keys)
    {
        ReadOnlySpan<double> values = Cells.Of<double>(array);
        for (int row = 0; row < values.Length; row++)
        {
            double value = double.IsNaN(values[row]) ? double.NaN : values[row] + 0d;
            keys[row] = Join(keys[row], BitConverter.DoubleToUInt64Bits(value), column);
        }
    }

    private void Bytes(IArrowArray array, int column, Span<UInt128> keys)
    {
        ByteCells values = new(array);
        for (int row = 0; row < keys.Length; row++)
        {
            keys[row] = Fold(keys[row], XxHash128.HashToUInt128(values[row], _seed), column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private UInt128 Join(UInt128 key, UInt128 value, int column) => IsPacked
        ? (_widths[column] == 16 ? value : (key << (_widths[column] * 8)) | value)
        : Fold(key, XxHash128.HashToUInt128(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in value)), _seed), column);

    // The parts have a fixed width, so that no two keys run together.
    private UInt128 Fold(UInt128 key, UInt128 hash, int column)
    {
        if (column == 0)
        {
            return hash;
        }

        ReadOnlySpan<UInt128> parts = [key, hash];
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(parts), _seed);
    }
}
