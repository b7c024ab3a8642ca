using System.Globalization;
using Microsoft.Data.Sqlite;

namespace DataIngestion.Metadata;

/// <summary>One parameterised statement that is run once or for many rows.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass constants; values go through parameters only.
        _command.CommandText = sql;
#pragma warning restore CA2100
    }

    /// <summary>Runs the statement with values for the parameters <c>$0</c>, <c>$1</c>, … in this order.</summary>
    public void Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        _command.ExecuteNonQuery();
    }

    public SqliteDataReader Query(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    /// <summary>UTC text of fixed width: it sorts as time and SQLite's date functions read it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private void Bind(ReadOnlySpan<object?> values)
    {
        _command.Parameters.Clear();
        for (int index = 0; index < values.Length; index++)
        {
            // SQLite has no NaN; it is kept as NULL in the columns and as it is in the record.
            object? value = values[index] is double number && double.IsNaN(number) ? null : values[index];
            _command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${index}"), value ?? DBNull.Value);
        }
    }
}
