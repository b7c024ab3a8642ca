using System.Globalization;
using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

internal sealed class ZipMask(int digits) : ColumnMask
{
    private const int Kept = 3;

    private readonly string _format = string.Create(CultureInfo.InvariantCulture, $"D{digits}");

    public override string Name => "zip3";

    public override bool MayLoseValues => true;

    public override string Lost => "zip without three leading digits";

    public override ColumnType? Output(ColumnType type) =>
        type.Kind is ColumnKind.String or (>= ColumnKind.Int8 and <= ColumnKind.Int64) ? ColumnType.String : null;

    public override ArrayData Apply(IArrowArray array, ref long lost) => array.Data.DataType switch
    {
        Int8Type => Numbers<sbyte>(array, ref lost),
        Int16Type => Numbers<short>(array, ref lost),
        Int32Type => Numbers<int>(array, ref lost),
        Int64Type => Numbers<long>(array, ref lost),
        _ => Strings(array, ref lost),
    };

    private static ArrayData Strings(IArrowArray array, ref long lost)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        TextColumn masked = new(array.Length, Kept * array.Length);
        for (int row = 0; row < array.Length; row++)
        {
            if (validity[row])
            {
                Append(masked, cells[row], ref lost);
            }
            else
            {
                masked.AppendMissing();
            }
        }

        return masked.Build();
    }

    private ArrayData Numbers<T>(IArrowArray array, ref long lost)
        where T : unmanaged, IBinaryInteger<T>
    {
        Validity validity = new(array);
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        TextColumn masked = new(array.Length, Kept * array.Length);
        Span<byte> text = stackalloc byte[32];
        for (int row = 0; row < values.Length; row++)
        {
            if (!validity[row])
            {
                masked.AppendMissing();
                continue;
            }

            values[row].TryFormat(text, out int written, _format, CultureInfo.InvariantCulture);
            Append(masked, written == digits ? text[..written] : default, ref lost);
        }

        return masked.Build();
    }

    private static void Append(TextColumn masked, ReadOnlySpan<byte> zip, ref long lost)
    {
        if (zip.Length >= Kept && !zip[..Kept].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            masked.Append(zip[..Kept]);
        }
        else
        {
            masked.AppendMissing();
            lost++;
        }
    }
}
