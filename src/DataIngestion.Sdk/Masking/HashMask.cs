using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

internal sealed class HashMask(MaskKey key) : ColumnMask
{
    private const int HexDigits = 2 * HMACSHA256.HashSizeInBytes;

    private delegate int Formatter<T>(T value, Span<byte> target);

    public override string Name => $"hash(key {key.Id})";

    public override bool IsWithheld => true;

    public override ColumnType? Output(ColumnType type) => ColumnType.String;

    public override ArrayData Apply(IArrowArray array, ref long lost) => array.Data.DataType switch
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

    public override string? Text(string text)
    {
        Span<byte> hex = stackalloc byte[HexDigits];
        Digest(Encoding.UTF8.GetBytes(text), hex);
        return Encoding.ASCII.GetString(hex);
    }

    private void Digest(ReadOnlySpan<byte> text, Span<byte> hex)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, text, hash);
        Convert.TryToHexStringLower(hash, hex, out _);
    }

    private void Append(TextColumn masked, ReadOnlySpan<byte> text)
    {
        Span<byte> hex = stackalloc byte[HexDigits];
        Digest(text, hex);
        masked.Append(hex);
    }

    private ArrayData Strings(IArrowArray array)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        TextColumn masked = Column(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (validity[row])
            {
                Append(masked, cells[row]);
            }
            else
            {
                masked.AppendMissing();
            }
        }

        return masked.Build();
    }

    private ArrayData Binaries(IArrowArray array)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        TextColumn masked = Column(array);
        ArrayBufferWriter<byte> text = new();
        for (int row = 0; row < array.Length; row++)
        {
            if (!validity[row])
            {
                masked.AppendMissing();
                continue;
            }

            text.ResetWrittenCount();
            Base64.EncodeToUtf8(cells[row], text.GetSpan(Base64.GetMaxEncodedToUtf8Length(cells[row].Length)), out _, out int written);
            text.Advance(written);
            Append(masked, text.WrittenSpan);
        }

        return masked.Build();
    }

    private ArrayData Booleans(IArrowArray array)
    {
        Validity validity = new(array);
        BooleanCells cells = new(array);
        TextColumn masked = Column(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (validity[row])
            {
                Append(masked, cells[row] ? "true"u8 : "false"u8);
            }
            else
            {
                masked.AppendMissing();
            }
        }

        return masked.Build();
    }

    private ArrayData Fixed<T>(IArrowArray array, Formatter<T> format)
        where T : unmanaged
    {
        Validity validity = new(array);
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        TextColumn masked = Column(array);
        Span<byte> text = stackalloc byte[CanonicalText.MaximumLength];
        for (int row = 0; row < values.Length; row++)
        {
            if (validity[row])
            {
                Append(masked, text[..format(values[row], text)]);
            }
            else
            {
                masked.AppendMissing();
            }
        }

        return masked.Build();
    }

    private static TextColumn Column(IArrowArray array) => new(array.Length, checked(HexDigits * (array.Length - array.NullCount)));
}
