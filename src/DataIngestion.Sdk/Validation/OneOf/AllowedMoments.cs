using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Dates, as days since 1970-01-01.</summary>
internal sealed class AllowedDates(IEnumerable<DateOnly> dates)
    : AllowedNumbers([.. dates.Select(date => ExactNumber.From((long)date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber))])
{
    public override string Expected => "dates";

    public override ColumnKernel? Bind(IArrowType type, bool forbidden) => type is Date32Type ? Whole<int>(0, forbidden) : null;
}

/// <summary>Zoneless times or instants, as tenths of microseconds since 1970-01-01.</summary>
internal sealed class AllowedTimes(IEnumerable<long> ticks, bool zoned) : AllowedNumbers([.. ticks.Select(tick => new ExactNumber(tick - DateTime.UnixEpoch.Ticks, 1))])
{
    public override string Expected => zoned ? "timestamps with a zone" : "timestamps without a zone";

    public override ColumnKernel? Bind(IArrowType type, bool forbidden) =>
        type is TimestampType { Unit: TimeUnit.Microsecond } time && time.Timezone is not null == zoned ? Whole<long>(0, forbidden) : null;
}

/// <summary>True, false or both.</summary>
internal sealed class AllowedBooleans(IReadOnlyCollection<bool> values) : IAllowedValues
{
    public string Expected => "booleans";

    public ColumnKernel? Bind(IArrowType type, bool forbidden) => type is BooleanType ? (array, failures) => Check(array, forbidden, failures) : null;

    private void Check(IArrowArray array, bool forbidden, RowFailures failures)
    {
        BooleanArray cells = (BooleanArray)array;
        for (int row = 0; row < cells.Length; row++)
        {
            if (cells.GetValue(row) is { } value && values.Contains(value) == forbidden)
            {
                failures.Add(row);
            }
        }
    }
}
