using DataIngestion.Comparisons.Data;
using DataIngestion.Comparisons.Measuring;
using Sylvan.Data.Csv;

namespace DataIngestion.Comparisons.Sides;

// Sylvan's typed read on its one thread, column by column, as its documentation shows it.
internal static class SylvanSide
{
    private static readonly int[] Texts = Ordinals(
        "policy_state", "insured_zip", "insured_name", "incident_type", "incident_severity", "authorities_contacted", "fraud_reported");

    private static readonly int[] Dates = Ordinals("incident_date", "policy_bind_date");
    private static readonly int[] Longs = Ordinals("policy_number", "umbrella_limit");
    private static readonly int[] Integers = Ordinals("months_as_customer", "age");
    private static readonly int[] Doubles = Ordinals("policy_annual_premium", "injury_claim", "total_claim_amount");
    private static readonly int OptionalDouble = Ordinals("property_claim")[0];

    public static Task<Measurement> RunAsync(string csv) => Stopper.MeasureAsync(async () =>
    {
        CsvDataReaderOptions options = new() { HasHeaders = true, Delimiter = ',' };
        await using CsvDataReader reader = CsvDataReader.Create(csv, options);
        long rows = 0;
        Consumed consumed = default;
        while (reader.Read())
        {
            consumed.Take(reader);
            rows++;
        }

        GC.KeepAlive(consumed.Total);
        return rows;
    });

    private static int[] Ordinals(params string[] names) => [.. names.Select(name => Array.IndexOf(ClaimsFile.Columns, name))];

    // Every value is used, so that none can be skipped.
    private struct Consumed
    {
        private long _integers;
        private double _doubles;

        public readonly double Total => _integers + _doubles;

        public void Take(CsvDataReader reader)
        {
            foreach (int ordinal in Longs) { _integers += reader.GetInt64(ordinal); }
            foreach (int ordinal in Integers) { _integers += reader.GetInt32(ordinal); }
            foreach (int ordinal in Dates) { _integers += reader.GetDate(ordinal).DayNumber; }
            foreach (int ordinal in Texts) { _integers += reader.GetString(ordinal).Length; }
            foreach (int ordinal in Doubles) { _doubles += reader.GetDouble(ordinal); }
            if (!reader.GetFieldSpan(OptionalDouble).IsEmpty) { _doubles += reader.GetDouble(OptionalDouble); }
        }
    }
}
