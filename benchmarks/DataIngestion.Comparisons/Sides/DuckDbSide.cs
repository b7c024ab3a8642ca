using System.Globalization;
using DataIngestion.Comparisons.Measuring;
using DuckDB.NET.Data;

namespace DataIngestion.Comparisons.Sides;

internal static class DuckDbSide
{
    // Everything is declared, so that DuckDB neither guesses nor reads twice.
    private static string ReadCsv(string file) => $$"""
        read_csv({{Literal(file)}}, auto_detect=false, header=true, delim=',', quote='"', escape='"', dateformat='%Y-%m-%d', columns={
        'policy_number':'BIGINT','incident_date':'DATE','policy_bind_date':'DATE','policy_state':'VARCHAR','insured_zip':'VARCHAR',
        'insured_name':'VARCHAR','incident_type':'VARCHAR','incident_severity':'VARCHAR','authorities_contacted':'VARCHAR',
        'months_as_customer':'INTEGER','age':'INTEGER','policy_annual_premium':'DOUBLE','umbrella_limit':'BIGINT',
        'injury_claim':'DOUBLE','property_claim':'DOUBLE','total_claim_amount':'DOUBLE','fraud_reported':'VARCHAR'})
        """;

    public static string Version()
    {
        using DuckDBConnection connection = Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select version()";
        return (string)command.ExecuteScalar()!;
    }

    // Only converts: no checks, no profile, no drift, no masks, no copy of the original.
    public static Task<Measurement> ConvertAsync(string csv, string parquet) => Stopper.MeasureAsync(() =>
    {
        using DuckDBConnection connection = Open();
        return Task.FromResult((long)Execute(connection, $"COPY (SELECT * FROM {ReadCsv(csv)}) TO {Literal(parquet)} (FORMAT parquet, COMPRESSION zstd)"));
    });

    public static DuckDBConnection Open()
    {
        DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"SET threads={Environment.ProcessorCount}"));
        return connection;
    }

    public static int Execute(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
