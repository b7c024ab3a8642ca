using System.Globalization;
using Apache.Arrow;

namespace DataIngestion.Conformance.Parquet;

/// <summary>The severity table of the French motor set, once as its publisher's Parquet file and once as CSV.</summary>
public sealed class MotorParquetTests
{
    [Fact]
    public async Task ReadAsync_SeverityTable_EqualsTheCsvRowByRow()
    {
        string folder = ParquetData.Folder("MOTOR_DATA", "motor");
        List<(long, double)> read = [];
        await ParquetData.Read(
            Path.Combine(folder, "crsh_freMTPL2sev.parquet"),
            ["IDpol", "ClaimAmount"],
            batch => read.AddRange(Enumerable.Range(0, batch.Length).Select(row => Row((StringArray)batch.Column("IDpol"), (DoubleArray)batch.Column("ClaimAmount"), row))),
            TestContext.Current.CancellationToken);

        string[] lines = await File.ReadAllLinesAsync(Path.Combine(folder, "freMTPL2sev.csv"));
        read.Count.ShouldBe(26_639);
        read.ShouldBe(lines.Skip(1).Select(line => line.Split(',')).Select(cells =>
            (long.Parse(cells[0], CultureInfo.InvariantCulture), double.Parse(cells[1], CultureInfo.InvariantCulture))));
    }

    private static (long Policy, double Amount) Row(StringArray policies, DoubleArray amounts, int row) =>
        (long.Parse(policies.GetString(row), CultureInfo.InvariantCulture), amounts.GetValue(row)!.Value);
}
