using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

internal sealed class HashMask(MaskKey key) : ColumnMask
{
    private readonly KeyedHash _hash = new(key);

    private delegate int Formatter<T>(T value, Span<byte> target);

    public override string Name => $"hash(key {key.Id})";

    public override bool IsWithheld => true;

    public override ColumnType? Output(ColumnType type) => ColumnType.String;

    public override string? Text(string text)
    {
        Span<byte> hash = stackalloc byte[KeyedHash.HashBytes];
        _hash.Hash(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash);
    }

    protected override ArrayData ApplyPlain(IArrowArray array, ref long lost) => array.Data.DataType switch
    {
        StringType => Strings(array),
        BinaryType => Binaries(array),
        BooleanType => Booleans(array),
        Int8Type => Fixed<sbyte>(array, static (value, target) => CanonicalText.Integer(value, target)),
        Int16Type => Fixed<short>(array, static (value, target) => CanonicalText.Integer(value, target)),
        Int32Type => Fixed<int>(array, static (value, target) => CanonicalText.Integer(value, target)),
        Int64Type => Fixed<long>(array, CanonicalText.Integer),
        FloatType => Fixed<float>(array, CanonicalText.Float32),
        DoubleType => Fixed<double>(array, CanonicalText.Float64),
        Decimal128Type type => Fixed<Int128>(array, (value, target) => CanonicalText.Decimal(value, type.Scale, target)),
        Date32Type => Fixed<int>(array, static (value, target) => CanonicalText.Date(value, target)),
        TimestampType type => Fixed<long>(array, (value, target) => CanonicalText.Timestamp(value, type.Unit, type.Timezone is not null, target)),
        IArrowType type => throw new ArgumentException($"The Arrow type {type.Name} is no contract type."),
    };

    private ArrayData Strings(IArrowArray array)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        HashedColumn masked = Column(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (validity[row])
            {
                masked.Append(cells[row]);
            }
        }

        return masked.Build(array);
    }

    private ArrayData Binaries(IArrowArray array)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        HashedColumn masked = Column(array);
        ArrayBufferWriter<byte> text = new();
        for (int row = validity.Next(0, valid: true); row < array.Length; row = validity.Next(row + 1, valid: true))
        {
            text.ResetWrittenCount();
            Base64.EncodeToUtf8(cells[row], text.GetSpan(Base64.GetMaxEncodedToUtf8Length(cells[row].Length)), out _, out int written);
            text.Advance(written);
            masked.Append(text.WrittenSpan);
        }

        return masked.Build(array);
    }

    private ArrayData Booleans(IArrowArray array)
    {
        Validity validity = new(array);
        BooleanCells cells = new(array);
        HashedColumn masked = Column(array);
        for (int row = validity.Next(0, valid: true); row < array.Length; row = validity.Next(row + 1, valid: true))
        {
            masked.Append(cells[row] ? "true"u8 : "false"u8);
        }

        return masked.Build(array);
    }

    private ArrayData Fixed<T>(IArrowArray array, Formatter<T> format)
        where T : unmanaged
    {
        Validity validity = new(array);
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        HashedColumn masked = Column(array);
        Span<byte> text = stackalloc byte[CanonicalText.MaximumLength];
        for (int row = 0; row < values.Length; row++)
        {
            if (validity[row])
            {
                masked.Append(text[..format(values[row], text)]);
            }
        }

        return masked.Build(array);
    }

    private HashedColumn Column(IArrowArray array) => new(_hash, array.Length - array.NullCount, HashedColumn.BestLanes);
}
