using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Comparisons.Data;
using DataIngestion.Comparisons.Measuring;

namespace DataIngestion.Comparisons.Kernels;

// A hundred thousand rows of many columns, and a hundred checks on each of them.
internal static class WideChecks
{
    public const int ChecksPerColumn = 100;
    private const int Rows = 100_000;
    private const int BatchRows = 5_000;

    public static async Task<Measurement> RunAsync(int columns)
    {
        RecordBatch[] rows = Batches(columns);

        // What is compiled on first use is the same for every width.
        await DataValidation.CheckRowsAsync(Batches(2), (rules, _) => AddChecks(rules, 2));
        long passed = 0;
        Measurement measured = await Stopper.MeasureAsync(async () =>
        {
            ValidationReport report = await DataValidation.CheckRowsAsync(rows, (rules, _) => AddChecks(rules, columns));
            passed = report.Results.Count(result => result.Passed);
            return report.Rows;
        });
        return passed == (long)columns * ChecksPerColumn ? measured : throw new InvalidDataException($"{passed} of {columns * ChecksPerColumn} checks passed.");
    }

    private static void AddChecks(ValidationBuilder rules, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            string name = Name(column);
            rules.NotNull(name).MeanBetween(name, 0, 1000).MedianBetween(name, 0, 1000).MinimumBetween(name, 0, 1000).MaximumBetween(name, 0, 1000).StandardDeviationBetween(name, 0, 1000);
            for (int check = 6; check < ChecksPerColumn; check++)
            {
                rules.Range(name, -check, 1000m + check);
            }
        }
    }

    private static RecordBatch[] Batches(int columns)
    {
        Schema schema = new([.. Enumerable.Range(0, columns).Select(column => new Field(Name(column), DoubleType.Default, nullable: true))], null);
        return [.. Enumerable.Range(0, Rows / BatchRows).Select(part => new RecordBatch(schema, Enumerable.Range(0, columns).Select(column => Numbers(part, column)), BatchRows))];
    }

    private static DoubleArray Numbers(int part, int column)
    {
        SplitMix64 random = new((ulong)((column * 31) + part));
        double[] values = new double[BatchRows];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = random.Below(1000);
        }

        return new DoubleArray(new ArrowBuffer.Builder<double>().Append(values).Build(), ArrowBuffer.Empty, values.Length, 0, 0);
    }

    private static string Name(int column) => "c" + column.ToString(CultureInfo.InvariantCulture);
}
