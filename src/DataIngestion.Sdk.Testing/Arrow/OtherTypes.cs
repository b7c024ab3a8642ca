using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Arrow;

/// <summary>Columns of every type that a check may meet, half of whose values are missing.</summary>
internal static class OtherTypes
{
    private static readonly DateTimeOffset Moment = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static IEnumerable<IArrowArray> Than(IArrowType type, int length) =>
        Columns(length).Where(column => column.Data.DataType.TypeId != type.TypeId);

    private static IArrowArray[] Columns(int length) =>
    [
        Batches.Booleans(Every<bool?>(length, true)),
        Batches.Int32(Every<int?>(length, 7)),
        Batches.Int64(Every<long?>(length, 7)),
        Batches.Float64(Every<double?>(length, 0.5)),
        Batches.Decimals(12, 2, Every<decimal?>(length, 1.25m)),
        Batches.Dates(Every<DateOnly?>(length, new DateOnly(2024, 5, 6))),
        Batches.Timestamps(Every<DateTimeOffset?>(length, Moment)),
        Batches.Strings(Every<string?>(length, "7")),
        Batches.Binaries(Every<byte[]?>(length, [7])),
        Lists(length),
    ];

    private static T?[] Every<T>(int length, T value) => [.. Enumerable.Range(0, length).Select(row => row % 2 == 0 ? value : default)];

    private static ListArray Lists(int length)
    {
        ListArray.Builder builder = new(Int64Type.Default);
        Int64Array.Builder values = (Int64Array.Builder)builder.ValueBuilder;
        for (int row = 0; row < length; row++)
        {
            if (row % 2 == 0)
            {
                builder.Append();
                values.Append(7);
            }
            else
            {
                builder.AppendNull();
            }
        }

        return builder.Build();
    }
}
