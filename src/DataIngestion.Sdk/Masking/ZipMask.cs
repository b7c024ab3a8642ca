using System.Numerics;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

internal sealed class ZipMask(int digits) : ColumnMask
{
    private const int Kept = 3;

    private readonly long _limit = PowerOfTen(digits);
    private readonly long _step = PowerOfTen(digits - Kept);

    public override string Name => "zip3";

    public override bool MayLoseValues => true;

    public override string Lost => "zip without three leading digits";

    public override ColumnType? Output(ColumnType type) =>
        type.Kind is ColumnKind.String or (>= ColumnKind.Int8 and <= ColumnKind.Int64) ? ColumnType.String : null;

    protected override ArrayData ApplyPlain(IArrowArray array, ref long lost) => array.Data.DataType switch
    {
        Int8Type => Numbers<sbyte>(array, ref lost),
        Int16Type => Numbers<short>(array, ref lost),
        Int32Type => Numbers<int>(array, ref lost),
        Int64Type => Numbers<long>(array, ref lost),
        _ => Strings(array, ref lost),
    };

    private static ArrayData Strings(IArrowArray array, ref long lost)
    {
        ByteCells cells = new(array);
        ZipCodes zips = new();
        CodeColumn masked = new(array.Length);
        Span<int> codes = masked.Codes;
        Validity validity = new(array);
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] = validity[row] ? zips.CodeOf(Leading(cells[row])) : CodeColumn.Lost;
        }

        return Build(array, masked, zips, ref lost);
    }

    private ArrayData Numbers<T>(IArrowArray array, ref long lost)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> values = Cells.Of<T>(array);
        ZipCodes zips = new();
        CodeColumn masked = new(array.Length);
        Span<int> codes = masked.Codes;
        Validity validity = new(array);
        for (int row = 0; row < codes.Length; row++)
        {
            long value = long.CreateTruncating(values[row]);
            codes[row] = zips.CodeOf(validity[row] && value >= 0 && value < _limit ? (int)(value / _step) : -1);
        }

        return Build(array, masked, zips, ref lost);
    }

    private static ArrayData Build(IArrowArray array, CodeColumn masked, ZipCodes zips, ref long lost)
    {
        masked.Seal();
        lost += array.Length - array.NullCount - masked.Valid;
        return masked.Build(zips.Build());
    }

    // The number that the first three digits make, or -1 when they are no digits.
    private static int Leading(ReadOnlySpan<byte> zip)
    {
        if (zip.Length < Kept)
        {
            return -1;
        }

        (uint first, uint second, uint third) = (zip[0] - (uint)'0', zip[1] - (uint)'0', zip[2] - (uint)'0');
        return first <= 9 && second <= 9 && third <= 9 ? (int)((100 * first) + (10 * second) + third) : -1;
    }

    private static long PowerOfTen(int exponent)
    {
        long power = 1;
        for (int at = 0; at < exponent; at++)
        {
            power *= 10;
        }

        return power;
    }

    // There are a thousand at most, so they become a dictionary, in the order of their first row.
    private sealed class ZipCodes
    {
        private const int Numbers = 1000;

        private readonly int[] _codes = new int[Numbers];
        private readonly List<int> _numbers = [];

        public int CodeOf(int number)
        {
            if (number < 0)
            {
                return CodeColumn.Lost;
            }

            ref int code = ref _codes[number];
            if (code == 0)
            {
                _numbers.Add(number);
                code = _numbers.Count;
            }

            return code - 1;
        }

        public ArrayData Build()
        {
            TextColumn entries = new(_numbers.Count, Kept * _numbers.Count);
            Span<byte> text = stackalloc byte[Kept];
            foreach (int number in _numbers)
            {
                (text[0], text[1], text[2]) = ((byte)('0' + (number / 100)), (byte)('0' + (number / 10 % 10)), (byte)('0' + (number % 10)));
                entries.Append(text);
            }

            return entries.Build();
        }
    }
}
