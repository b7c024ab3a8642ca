using DataIngestion.Comparisons.Data;
using DataIngestion.Comparisons.Measuring;
using DuckDB.NET.Data;

namespace DataIngestion.Comparisons.Sides;

// The same keys in a table in memory, which is filled before the clock starts.
internal static class KeysDuckDbSide
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    public static async Task<Measurement> RunAsync(long rows)
    {
        using DuckDBConnection connection = DuckDbSide.Open();
        DuckDbSide.Execute(connection, "CREATE TABLE keys (policy BIGINT, day DATE)");
        Fill(connection, rows);
        return await Stopper.MeasureAsync(() => Task.FromResult(IsUnique(connection) ? rows : throw new InvalidDataException("The keys are not unique in DuckDB.")));
    }

    private static bool IsUnique(DuckDBConnection connection)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select count(*) = count(distinct (policy, day)) from keys";
        return (bool)command.ExecuteScalar()!;
    }

    private static void Fill(DuckDBConnection connection, long rows)
    {
        const int Block = 65_536;
        long[] policies = new long[Block];
        int[] days = new int[Block];
        using DuckDBAppender appender = connection.CreateAppender("keys");
        for (long start = 0; start < rows; start += Block)
        {
            int length = (int)Math.Min(Block, rows - start);
            KeyValues.Fill(start, policies.AsSpan(0, length), days.AsSpan(0, length));
            for (int i = 0; i < length; i++)
            {
                appender.CreateRow().AppendValue(policies[i]).AppendValue((DateOnly?)Epoch.AddDays(days[i])).EndRow();
            }
        }
    }
}
