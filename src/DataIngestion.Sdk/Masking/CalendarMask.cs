using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Masking;

internal sealed class CalendarMask(bool wholeYear) : ColumnMask
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public override string Name => wholeYear ? "bucket(year)" : "bucket(month)";

    public override bool MayLoseValues => true;

    public override string Lost => "date outside the years 1 to 9999";

    public override ColumnType? Output(ColumnType type) =>
        type.Kind is ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.TimestampWithoutZone ? type : null;

    protected override ArrayData ApplyPlain(IArrowArray array, ref long lost) => array.Data.DataType switch
    {
        Date32Type => Dates(array, ref lost),
        _ => Timestamps(array, ref lost),
    };

    private ArrayData Dates(IArrowArray array, ref long lost)
    {
        ReadOnlySpan<int> values = Cells.Of<int>(array);
        Validity validity = new(array);
        ArrowBuffer.Builder<int> builder = ColumnBuffer.Of<int>(values.Length);
        Span<int> target = builder.Span;
        Bitmap kept = new(values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            target[row] = validity[row] && TryFirstDay(values[row], ref lost, out int day) && Keep(kept, row) ? day : 0;
        }

        return Data(array, kept, builder.Build());
    }

    private ArrayData Timestamps(IArrowArray array, ref long lost)
    {
        ReadOnlySpan<long> values = Cells.Of<long>(array);
        Validity validity = new(array);
        ArrowBuffer.Builder<long> builder = ColumnBuffer.Of<long>(values.Length);
        Span<long> target = builder.Span;
        Bitmap kept = new(values.Length);
        for (int row = 0; row < values.Length; row++)
        {
            long days = CanonicalText.FloorDivide(values[row], MicrosecondsPerDay);
            target[row] = validity[row] && TryFirstDay(days, ref lost, out int day) && Keep(kept, row) ? day * MicrosecondsPerDay : 0;
        }

        return Data(array, kept, builder.Build());
    }

    private bool TryFirstDay(long days, ref long lost, out int day)
    {
        if (!CanonicalText.TryDate(days, out DateOnly date))
        {
            lost++;
            day = 0;
            return false;
        }

        day = new DateOnly(date.Year, wholeYear ? 1 : date.Month, 1).DayNumber - EpochDay;
        return true;
    }

    private static bool Keep(Bitmap kept, int row)
    {
        kept.Set(row);
        return true;
    }

    private static ArrayData Data(IArrowArray array, Bitmap kept, ArrowBuffer values) =>
        new(array.Data.DataType, array.Length, kept.NullCount, 0, (ArrowBuffer[])[kept.ToValidity(), values], []);
}
