using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Cases of the built-in checks.</summary>
internal static class Checks
{
    /// <summary>Rows of every type: five values and a missing one of each.</summary>
    public static readonly RecordBatch Rows = Batches.Of(
        ("whole", Batches.Int64(5, 20, null, -3, 12, 5)),
        ("small", Batches.Int32(1, 2, 3, null, 5, 1)),
        ("real", Batches.Float64(0.5, double.NaN, 7.25, null, -1, 100)),
        ("money", Batches.Decimals(12, 2, 5.00m, 20.01m, 0.10m, 3.99m, null, 5.00m)),
        ("day", Batches.Dates(new(2024, 1, 1), new(2024, 2, 29), null, new(1999, 12, 31), new(2025, 6, 1), new(2024, 1, 1))),
        ("at", Batches.Timestamps(Moment(0), Moment(90), Moment(-5), Moment(10), null, Moment(0))),
        ("flag", Batches.Booleans(true, false, null, true, true, false)),
        ("text", Batches.Strings("a", "bb", null, "2024-01-05", "a", "{\"k\": 1}")),
        ("word", Batches.Strings("alpha", null, "beta", "gamma", "", "alpha")));

    public static DateTimeOffset Moment(int minutes) => new DateTimeOffset(2024, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(minutes);

    public static Func<IValidator> Of(Action<ValidationBuilder> rule) => () =>
    {
        ValidationBuilder builder = new();
        rule(builder);
        return builder.Rules[0].Validator;
    };

    /// <summary>A check of rows over <see cref="Rows"/>.</summary>
    public static ValidatorCase Row(Action<ValidationBuilder> rule, params int[] failing) => ValidatorCase.ForRows(Of(rule), Rows, failing);

    /// <summary>A check of a delivery that passes, or fails, for <see cref="Rows"/>.</summary>
    public static ValidatorCase Delivery(Action<ValidationBuilder> rule, bool passes) => ValidatorCase.ForDelivery(Of(rule), passes ? Rows : null, passes ? null : Rows);
}
